<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en">
  <context>
    <name>GridPlanner</name>
    <message>
      <source>Base units</source>
      <translation>基础单元格</translation>
    </message>
    <message>
      <source>Responsibility grids</source>
      <translation>责任网格</translation>
    </message>
    <message>
      <source>Merging department grids</source>
      <translation>多网合一</translation>
    </message>
    <message>
      <source>{name} ({unit})</source>
      <translation>{name}（{unit}）</translation>
    </message>
    <message>
      <source>Crosswalk</source>
      <translation>新旧网格对照表</translation>
    </message>
    <message>
      <source>Says which new grid each old grid went into and by which share of its area, its points or their weight; the shares of an old grid sum to 1.</source>
      <translation>逐一说明每个旧网格并入哪些新网格，以及面积、点数或点的权重各占多少；每个旧网格的占比之和为 1。</translation>
    </message>
    <message>
      <source>Grids of before</source>
      <translation>调整前的网格</translation>
    </message>
    <message>
      <source>The grids to account for.</source>
      <translation>需要说明去向的网格。</translation>
    </message>
    <message>
      <source>Code of the old grid</source>
      <translation>旧网格编码</translation>
    </message>
    <message>
      <source>Rows of one code are one grid.</source>
      <translation>编码相同的要素视为同一个网格。</translation>
    </message>
    <message>
      <source>Grids of now</source>
      <translation>调整后的网格</translation>
    </message>
    <message>
      <source>The grids that they went into.</source>
      <translation>旧网格并入的网格。</translation>
    </message>
    <message>
      <source>Code of the new grid</source>
      <translation>新网格编码</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>点</translation>
    </message>
    <message>
      <source>Such as cases or households, which are shared out too.</source>
      <translation>例如案件或住户，一并计算各新网格所占的份额。</translation>
    </message>
    <message>
      <source>Weight of the point</source>
      <translation>点的权重</translation>
    </message>
    <message>
      <source>Left out, each point counts 1.</source>
      <translation>不填时，每个点计 1。</translation>
    </message>
    <message>
      <source>Width of slivers</source>
      <translation>碎屑面宽度</translation>
    </message>
    <message>
      <source>Common ground that is narrower is drawing error.</source>
      <translation>共同部分窄于此值时，视为绘制误差。</translation>
    </message>
    <message>
      <source>One row for each pair of an old and a new grid.</source>
      <translation>每对有共同部分的新旧网格一行。</translation>
    </message>
    <message>
      <source>Grids of the departments</source>
      <translation>各部门网格</translation>
    </message>
    <message>
      <source>One layer a department, the highest authority first.</source>
      <translation>每个部门一个图层，按权威次序排列，最权威的排第一。</translation>
    </message>
    <message>
      <source>Fields of the codes</source>
      <translation>编码字段</translation>
    </message>
    <message>
      <source>One field for all layers, or one a layer, separated by commas; left empty, the number of the feature is its code.</source>
      <translation>各图层共用一个字段，或每个图层一个字段，以逗号分隔；不填时以要素编号为编码。</translation>
    </message>
    <message>
      <source>Tolerance</source>
      <translation>容差</translation>
    </message>
    <message>
      <source>Borders of two departments that lie nearer than this are one; 0: as the distances between the borders suggest.</source>
      <translation>两个部门的边界相距小于此值时视为同一条；0：由边界之间的距离分布推荐。</translation>
    </message>
    <message>
      <source>Diagnose department grids</source>
      <translation>部门网格诊断</translation>
    </message>
    <message>
      <source>Lays the grids of several departments over each other: the fragments they cut the ground into, the borders they share, how far they agree, and which tolerance would make near borders one.</source>
      <translation>把多个部门的网格相互叠加：地面被切成哪些碎块、哪些边界共用、彼此一致到什么程度，以及容差取多少可使相近的边界贴合为一条。</translation>
    </message>
    <message>
      <source>Boundary</source>
      <translation>边界</translation>
    </message>
    <message>
      <source>The area that counts; ground without grids is listed.</source>
      <translation>参与统计的范围；其中没有网格的地面也会列出。</translation>
    </message>
    <message>
      <source>Fragments</source>
      <translation>碎块</translation>
    </message>
    <message>
      <source>What all borders as drawn cut the ground into.</source>
      <translation>全部边界（按原样）把地面切成的小块。</translation>
    </message>
    <message>
      <source>Shared borders</source>
      <translation>共用边界</translation>
    </message>
    <message>
      <source>The borders, with the departments that share them.</source>
      <translation>各段边界及共用它的部门。</translation>
    </message>
    <message>
      <source>Departments in pairs</source>
      <translation>部门两两对比</translation>
    </message>
    <message>
      <source>How far each two overlap, agree and nest.</source>
      <translation>每两个部门的重叠、边界一致和嵌套程度。</translation>
    </message>
    <message>
      <source>Suggested tolerance (m)</source>
      <translation>推荐容差（m）</translation>
    </message>
    <message>
      <source>Number of fragments</source>
      <translation>碎块数</translation>
    </message>
    <message>
      <source>Number of slivers</source>
      <translation>碎屑面数</translation>
    </message>
    <message>
      <source>Merge department grids</source>
      <translation>整合部门网格</translation>
    </message>
    <message>
      <source>Makes one grid of the grids of several departments: borders that nearly coincide become one, no grid crosses a community, the workload is balanced, and every old grid is accounted for.</source>
      <translation>把多个部门的网格整合为一张网：相近的边界贴合为一条，网格不跨社区，工作量均衡，每个旧网格的去向都有对照。</translation>
    </message>
    <message>
      <source>Communities</source>
      <translation>社区</translation>
    </message>
    <message>
      <source>No grid crosses their borders, which stay as they are.</source>
      <translation>网格不跨越社区界线，社区界线保持原样。</translation>
    </message>
    <message>
      <source>Code of the community</source>
      <translation>社区代码</translation>
    </message>
    <message>
      <source>The codes of the grids begin with it; left out, with the number of the feature.</source>
      <translation>网格编码以社区代码开头；不填时以要素编号开头。</translation>
    </message>
    <message>
      <source>Workload</source>
      <translation>工作量</translation>
    </message>
    <message>
      <source>Points or polygons to be shared out evenly; left out, the area is.</source>
      <translation>需要均衡分配的点或面；不填时按面积均衡。</translation>
    </message>
    <message>
      <source>Field of the workload</source>
      <translation>工作量字段</translation>
    </message>
    <message>
      <source>Left out, each point counts 1 and each polygon its area.</source>
      <translation>不填时，每个点计 1，每个面按面积计。</translation>
    </message>
    <message>
      <source>Unified grid of before</source>
      <translation>原有的一张网</translation>
    </message>
    <message>
      <source>Its grids keep their codes (grid_code) where they live on: choose all layers again, with the one that joins.</source>
      <translation>延续下来的网格保留原编码（grid_code）；新部门加入时，须连同原有全部图层一起重新选择。</translation>
    </message>
    <message>
      <source>Number of grids</source>
      <translation>网格数</translation>
    </message>
    <message>
      <source>0: from the maximum workload, else as the departments have on average.</source>
      <translation>0：由最大工作量确定；未填最大工作量时取各部门网格数的平均值。</translation>
    </message>
    <message>
      <source>Maximum workload of a grid</source>
      <translation>每个网格的最大工作量</translation>
    </message>
    <message>
      <source>Gives the number of grids where none is asked for.</source>
      <translation>未指定网格数时，据此确定网格数。</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>均衡程度</translation>
    </message>
    <message>
      <source>0: follow the departments' borders; 1: even workload.</source>
      <translation>0：遵循各部门边界；1：工作量均衡。</translation>
    </message>
    <message>
      <source>Weights of the departments</source>
      <translation>部门权重</translation>
    </message>
    <message>
      <source>One number a layer, separated by commas, such as 2,1,1; inf adopts that layer whole; left empty, all count alike.</source>
      <translation>每个图层一个数字，以逗号分隔，如 2,1,1；inf 表示整体采用该图层；不填时各部门同等对待。</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>随机种子</translation>
    </message>
    <message>
      <source>The same seed gives the same grids.</source>
      <translation>相同的种子得到相同的网格。</translation>
    </message>
    <message>
      <source>Unified grid</source>
      <translation>一张网</translation>
    </message>
    <message>
      <source>One grid for all departments, without gap or overlap.</source>
      <translation>各部门共用的一套网格，无缝隙、不重叠。</translation>
    </message>
    <message>
      <source>Pieces of ground</source>
      <translation>地块</translation>
    </message>
    <message>
      <source>The pieces over which no department changes its grid, with all their codes.</source>
      <translation>各部门网格在其中都不变化的地块，带有各部门的网格编码。</translation>
    </message>
    <message>
      <source>Which new grid each old one went into, and how much.</source>
      <translation>每个旧网格并入哪些新网格，各占多少。</translation>
    </message>
    <message>
      <source>Moved borders</source>
      <translation>移动的边界</translation>
    </message>
    <message>
      <source>The borders that were laid on another, and how far.</source>
      <translation>贴合到其他边界上的边界及移动距离。</translation>
    </message>
    <message>
      <source>Conflicts within departments</source>
      <translation>部门内部冲突</translation>
    </message>
    <message>
      <source>Ground that a department had given to two of its grids, and who got it.</source>
      <translation>同一部门划给了两个网格的地面，以及最终归属。</translation>
    </message>
    <message>
      <source>Largest displacement (m)</source>
      <translation>最大位移（m）</translation>
    </message>
    <message>
      <source>Grids across a community border</source>
      <translation>跨社区的网格数</translation>
    </message>
    <message>
      <source>Surplus pieces of grids</source>
      <translation>网格的多余碎片数</translation>
    </message>
    <message>
      <source>Coefficient of variation of the workload</source>
      <translation>工作量变异系数</translation>
    </message>
    <message>
      <source>Share of the borders that are some department's</source>
      <translation>沿用部门边界的比例</translation>
    </message>
    <message>
      <source>Variation of information to the departments (nats)</source>
      <translation>与各部门网格的信息变差（nat）</translation>
    </message>
    <message>
      <source>Buildings</source>
      <translation>建筑物</translation>
    </message>
    <message>
      <source>Floor area, with the field floors where there is one.</source>
      <translation>计算建筑面积；有 floors（层数）字段时乘以层数。</translation>
    </message>
    <message>
      <source>Certificate of coverage</source>
      <translation>全覆盖证明</translation>
    </message>
    <message>
      <source>The proof that no gap and no overlap is left.</source>
      <translation>证明没有缝隙和重叠的文件。</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>One HTML file with figures, charts and a map.</source>
      <translation>一个 HTML 文件，含指标、图表和地图。</translation>
    </message>
    <message>
      <source>Grid Planner</source>
      <translation>网格规划</translation>
    </message>
    <message>
      <source>Grid Planner: base units and responsibility grids</source>
      <translation>网格规划：基础单元格与责任网格</translation>
    </message>
    <message>
      <source>Audit coverage</source>
      <translation>覆盖检查</translation>
    </message>
    <message>
      <source>Finds gaps, overlaps, slivers, duplicates and units outside their parents, and certifies a coverage that has none.</source>
      <translation>查找缝隙、重叠、碎屑面、重复面以及超出上级区域的单元格；没有问题时给出全覆盖证明。</translation>
    </message>
    <message>
      <source>Units or grids</source>
      <translation>单元格或网格</translation>
    </message>
    <message>
      <source>The polygons that should cover without gap or overlap.</source>
      <translation>应当全覆盖、无缝隙、不重叠的面。</translation>
    </message>
    <message>
      <source>What they should fill; without it, gaps are holes and slits narrower than a sliver.</source>
      <translation>这些面应当铺满的范围；不填时，面与面之间的空洞以及窄于碎屑宽度的缝隙算作缝隙。</translation>
    </message>
    <message>
      <source>Parents</source>
      <translation>上级区域</translation>
    </message>
    <message>
      <source>Polygons that none may cross, such as communities.</source>
      <translation>单元格或网格不得跨越的面，如社区。</translation>
    </message>
    <message>
      <source>What is narrower counts as a sliver; without a boundary, slits up to this width that open to the outside are gaps.</source>
      <translation>窄于此值的面视为碎屑面；不填边界时，不宽于此值且通向外侧的缝隙也算缝隙。</translation>
    </message>
    <message>
      <source>Coverage findings</source>
      <translation>覆盖检查结果</translation>
    </message>
    <message>
      <source>One polygon a fault, with its kind and who is involved.</source>
      <translation>每处问题一个面，注明类型和涉及的对象。</translation>
    </message>
    <message>
      <source>Area of gaps (m²)</source>
      <translation>缝隙面积（m²）</translation>
    </message>
    <message>
      <source>Area of overlaps (m²)</source>
      <translation>重叠面积（m²）</translation>
    </message>
    <message>
      <source>Number of findings</source>
      <translation>问题数</translation>
    </message>
    <message>
      <source>Coverage is valid</source>
      <translation>覆盖有效</translation>
    </message>
    <message>
      <source>Build base units</source>
      <translation>划分基础单元格</translation>
    </message>
    <message>
      <source>Divides communities into base units of about 10,000 m² that follow streets, rivers and railways and cut no building.</source>
      <translation>沿道路、河流、铁路把社区划分为约 10,000 m² 的基础单元格，不切割建筑物。</translation>
    </message>
    <message>
      <source>Communities or city outline</source>
      <translation>社区或城市范围</translation>
    </message>
    <message>
      <source>No unit crosses the border between two of its features.</source>
      <translation>单元格不会跨越其中两个要素之间的界线。</translation>
    </message>
    <message>
      <source>Code of the area</source>
      <translation>区域编码</translation>
    </message>
    <message>
      <source>Unit codes begin with it.</source>
      <translation>单元格编码以此开头。</translation>
    </message>
    <message>
      <source>Barriers</source>
      <translation>障碍物</translation>
    </message>
    <message>
      <source>Streets, railways, rivers, walls: borders of units.</source>
      <translation>道路、铁路、河流、围墙：作为单元格的边界。</translation>
    </message>
    <message>
      <source>Class of the barrier</source>
      <translation>障碍物类型</translation>
    </message>
    <message>
      <source>For example highway: units are merged across alleys sooner than across main roads.</source>
      <translation>例如 highway 字段：合并单元格时，优先跨街巷合并，尽量不跨主干路。</translation>
    </message>
    <message>
      <source>Paths</source>
      <translation>小路</translation>
    </message>
    <message>
      <source>Used as borders only inside oversized blocks.</source>
      <translation>仅用于分割过大的街区。</translation>
    </message>
    <message>
      <source>Never cut.</source>
      <translation>绝不切割。</translation>
    </message>
    <message>
      <source>Compounds</source>
      <translation>小区（院落）</translation>
    </message>
    <message>
      <source>Estates, schools, hospitals: never cut, kept whole.</source>
      <translation>小区、学校、医院等：不切割，保持完整。</translation>
    </message>
    <message>
      <source>Target area</source>
      <translation>目标面积</translation>
    </message>
    <message>
      <source>Oversized blocks are divided into parts of this size.</source>
      <translation>过大的街区按此面积分割。</translation>
    </message>
    <message>
      <source>Minimum area</source>
      <translation>最小面积</translation>
    </message>
    <message>
      <source>Smaller units are merged with a neighbour.</source>
      <translation>小于此值的单元格并入相邻单元格。</translation>
    </message>
    <message>
      <source>Maximum area</source>
      <translation>最大面积</translation>
    </message>
    <message>
      <source>Larger units are divided between their buildings.</source>
      <translation>大于此值的单元格在建筑物之间分割。</translation>
    </message>
    <message>
      <source>Minimum width</source>
      <translation>最小宽度</translation>
    </message>
    <message>
      <source>Narrower strips, such as medians, are merged.</source>
      <translation>窄于此值的条带（如道路分隔带）并入相邻单元格。</translation>
    </message>
    <message>
      <source>Snap distance of community borders</source>
      <translation>社区界线吸附距离</translation>
    </message>
    <message>
      <source>Borders between communities that run along a barrier within this distance are laid on it first. 0: borders stay as drawn.</source>
      <translation>社区之间的界线若在此距离内与障碍物并行，先移到该障碍物上。填 0 则界线保持原样。</translation>
    </message>
    <message>
      <source>Code profile</source>
      <translation>编码方案</translation>
    </message>
    <message>
      <source>The standard that the unit codes follow.</source>
      <translation>单元格编码所依据的标准。</translation>
    </message>
    <message>
      <source>The units, without gap or overlap.</source>
      <translation>无缝隙、不重叠的基础单元格。</translation>
    </message>
    <message>
      <source>Exceptions</source>
      <translation>例外清单</translation>
    </message>
    <message>
      <source>Points where a planner must look.</source>
      <translation>需要规划人员查看的位置（点）。</translation>
    </message>
    <message>
      <source>Communities as divided</source>
      <translation>划分所用社区界线</translation>
    </message>
    <message>
      <source>The communities with the borders that the units follow, and by how much the area of each has changed.</source>
      <translation>单元格所依据的社区界线，以及每个社区面积的变化。</translation>
    </message>
    <message>
      <source>Number of units</source>
      <translation>单元格数</translation>
    </message>
    <message>
      <source>Share of units in range</source>
      <translation>面积达标的单元格比例</translation>
    </message>
    <message>
      <source>Buildings cut</source>
      <translation>被切割的建筑物数</translation>
    </message>
    <message>
      <source>Classify units</source>
      <translation>单元格分类</translation>
    </message>
    <message>
      <source>Gives each base unit a class (residential, business, institutional, mixed, other) by floor area, points of interest and land use, with rules in a file of your own.</source>
      <translation>依据建筑面积、兴趣点和用地，为每个基础单元格确定类别（居民、商务、单位、混合、其他），规则可在文件中自行编辑。</translation>
    </message>
    <message>
      <source>The units to classify.</source>
      <translation>需要分类的单元格。</translation>
    </message>
    <message>
      <source>Use of the building</source>
      <translation>建筑物用途</translation>
    </message>
    <message>
      <source>For example RES, retail or 住宅; by default use.</source>
      <translation>例如 RES、retail 或“住宅”；默认为 use 字段。</translation>
    </message>
    <message>
      <source>Points of interest</source>
      <translation>兴趣点</translation>
    </message>
    <message>
      <source>Shops, schools, estates and other places.</source>
      <translation>商铺、学校、住宅小区等场所。</translation>
    </message>
    <message>
      <source>Category of the point</source>
      <translation>兴趣点类别</translation>
    </message>
    <message>
      <source>For example 餐饮服务;中餐厅 or school; by default category.</source>
      <translation>例如“餐饮服务;中餐厅”或 school；默认为 category 字段。</translation>
    </message>
    <message>
      <source>Land use</source>
      <translation>用地</translation>
    </message>
    <message>
      <source>Polygons of land use, or of compounds with their kind.</source>
      <translation>用地面，或带类型的小区、院落面。</translation>
    </message>
    <message>
      <source>Kind of land use</source>
      <translation>用地类型</translation>
    </message>
    <message>
      <source>For example R2, 0701 or industrial; by default land_use.</source>
      <translation>例如 R2、0701 或 industrial；默认为 land_use 字段。</translation>
    </message>
    <message>
      <source>Class set by hand</source>
      <translation>人工指定的类别</translation>
    </message>
    <message>
      <source>Field of the units: RES, COM, UNIT, MIX or OTH where a planner decides; empty where the rules do.</source>
      <translation>单元格的字段：由规划人员确定的填 RES、COM、UNIT、MIX 或 OTH，由规则确定的留空。</translation>
    </message>
    <message>
      <source>Rules of the classes</source>
      <translation>分类规则</translation>
    </message>
    <message>
      <source>A CSV like class_rules.csv in the plugin's folder profiles, which is used where none is given.</source>
      <translation>格式同插件 profiles 文件夹中 class_rules.csv 的 CSV 文件；不填时使用该文件。</translation>
    </message>
    <message>
      <source>Themes of the uses</source>
      <translation>用途归类表</translation>
    </message>
    <message>
      <source>A CSV like use_themes.csv in the plugin's folder profiles: which use is residential, business, institutional and so on.</source>
      <translation>格式同插件 profiles 文件夹中 use_themes.csv 的 CSV 文件：规定各种用途属于居住、商业、机关事业等哪一类。</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>权重</translation>
    </message>
    <message>
      <source>How much floor area, points of interest and land use count against each other, for example floor=0.6,poi=0.2,land=0.2.</source>
      <translation>建筑面积、兴趣点和用地之间的权重，例如 floor=0.6,poi=0.2,land=0.2。</translation>
    </message>
    <message>
      <source>Classified units</source>
      <translation>分类后的单元格</translation>
    </message>
    <message>
      <source>The units with class, rule and shares.</source>
      <translation>带类别、规则和占比的单元格。</translation>
    </message>
    <message>
      <source>Encode units</source>
      <translation>单元格编码</translation>
    </message>
    <message>
      <source>Gives each base unit the code of the standard: county, street, community and serial number; codes in use stay, retired ones are not given again.</source>
      <translation>按标准为每个基础单元格编码：县级、街道、社区代码加顺序码；在用编码保持不变，停用编码不再使用。</translation>
    </message>
    <message>
      <source>The units to encode.</source>
      <translation>需要编码的单元格。</translation>
    </message>
    <message>
      <source>The code of the community; several codes, separated by commas, where a unit lies over several communities.</source>
      <translation>社区代码；单元格跨多个社区时填多个代码，以逗号分隔。</translation>
    </message>
    <message>
      <source>Code that stays</source>
      <translation>保留的编码</translation>
    </message>
    <message>
      <source>Codes in this field stay; units without one get the next free number.</source>
      <translation>该字段中的编码保持不变；没有编码的单元格依次取下一个可用编号。</translation>
    </message>
    <message>
      <source>Codes of before</source>
      <translation>以前的编码</translation>
    </message>
    <message>
      <source>A table or an older layer; its codes are never given to another unit.</source>
      <translation>表或旧图层；其中的编码不会再分配给其他单元格。</translation>
    </message>
    <message>
      <source>Field of the codes of before</source>
      <translation>以前编码的字段</translation>
    </message>
    <message>
      <source>By default unit_code.</source>
      <translation>默认为 unit_code 字段。</translation>
    </message>
    <message>
      <source>Order of the serial numbers</source>
      <translation>顺序码的次序</translation>
    </message>
    <message>
      <source>The standards number from west to east, north to south.</source>
      <translation>标准规定从西向东、由北至南编号。</translation>
    </message>
    <message>
      <source>Height of a row</source>
      <translation>行高</translation>
    </message>
    <message>
      <source>Units within it count as one row; left empty, the width of a mean unit.</source>
      <translation>在此高度内的单元格视为同一行；不填时取单元格的平均宽度。</translation>
    </message>
    <message>
      <source>Prefix</source>
      <translation>前缀</translation>
    </message>
    <message>
      <source>Put before the code of the area, such as the object code of CJ/T 349-2010.</source>
      <translation>加在区域代码之前，如 CJ/T 349-2010 的管理或服务对象代码。</translation>
    </message>
    <message>
      <source>Go on with letters after 999</source>
      <translation>999 之后使用字母</translation>
    </message>
    <message>
      <source>A00, A01 … Z99; no standard says so, ask your platform.</source>
      <translation>A00、A01 … Z99；标准无此规定，请先向平台方确认。</translation>
    </message>
    <message>
      <source>Table of code profiles</source>
      <translation>编码方案表</translation>
    </message>
    <message>
      <source>A CSV like code_profiles.csv in the plugin's folder profiles, which is used where none is given.</source>
      <translation>格式同插件 profiles 文件夹中 code_profiles.csv 的 CSV 文件；不填时使用该文件。</translation>
    </message>
    <message>
      <source>Encoded units</source>
      <translation>编码后的单元格</translation>
    </message>
    <message>
      <source>The units with their code.</source>
      <translation>带编码的单元格。</translation>
    </message>
    <message>
      <source>Export code table</source>
      <translation>导出编码表</translation>
    </message>
    <message>
      <source>Writes the codes of units or grids with area and centre as a CSV file, to hand over to a platform.</source>
      <translation>把单元格或网格的编码连同面积和中心点写成 CSV 文件，移交平台。</translation>
    </message>
    <message>
      <source>The polygons whose codes are handed over.</source>
      <translation>要移交其编码的面。</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>编码</translation>
    </message>
    <message>
      <source>Each feature has one, and no two have the same.</source>
      <translation>每个要素须有编码，且互不重复。</translation>
    </message>
    <message>
      <source>Fields to carry along</source>
      <translation>附带字段</translation>
    </message>
    <message>
      <source>They follow the code, in this order, as they are in the layer.</source>
      <translation>按此顺序排在编码之后，内容与图层一致。</translation>
    </message>
    <message>
      <source>Code table</source>
      <translation>编码表</translation>
    </message>
    <message>
      <source>One row a feature, sorted by code, in UTF-8 as Excel reads it.</source>
      <translation>每个要素一行，按编码排序，采用 Excel 可识别的 UTF-8。</translation>
    </message>
    <message>
      <source>Number of rows</source>
      <translation>行数</translation>
    </message>
    <message>
      <source>Measure workload</source>
      <translation>测算工作量</translation>
    </message>
    <message>
      <source>Adds population, households, buildings, points of interest, cases, street length and patrol length to each base unit, and one workload from them (mean 1).</source>
      <translation>为每个基础单元格汇总人口、户数、建筑物、兴趣点、案件、街道长度和巡查长度，并据此计算工作量（均值为 1）。</translation>
    </message>
    <message>
      <source>The units to measure.</source>
      <translation>要测算的单元格。</translation>
    </message>
    <message>
      <source>Population</source>
      <translation>人口</translation>
    </message>
    <message>
      <source>Points or polygons; what a polygon holds is shared out by area, all is kept.</source>
      <translation>点或面；面上的数量按面积分摊，总量不变。</translation>
    </message>
    <message>
      <source>Number of persons</source>
      <translation>人口数</translation>
    </message>
    <message>
      <source>Field of the population layer.</source>
      <translation>人口图层中的字段。</translation>
    </message>
    <message>
      <source>Number of households</source>
      <translation>户数</translation>
    </message>
    <message>
      <source>Shops and other places, each counts 1.</source>
      <translation>商铺等场所，每个计 1。</translation>
    </message>
    <message>
      <source>Cases</source>
      <translation>案件</translation>
    </message>
    <message>
      <source>Each counts 1.</source>
      <translation>每件计 1。</translation>
    </message>
    <message>
      <source>Streets</source>
      <translation>街道</translation>
    </message>
    <message>
      <source>Their length in and along each unit, and of the shortest patrol of them.</source>
      <translation>每个单元格内部及沿边的街道长度，以及走遍这些街道的最短巡查长度。</translation>
    </message>
    <message>
      <source>For example households=0.5,cases=0.3,patrol=0.2; left empty, all that was measured weighs the same.</source>
      <translation>例如 households=0.5,cases=0.3,patrol=0.2；留空时，已测算的各项权重相同。</translation>
    </message>
    <message>
      <source>Workload of base units</source>
      <translation>基础单元格工作量</translation>
    </message>
    <message>
      <source>The units with one field a component and workload.</source>
      <translation>带有各项数量和工作量字段的单元格。</translation>
    </message>
    <message>
      <source>Repair coverage</source>
      <translation>覆盖修复</translation>
    </message>
    <message>
      <source>Settles overlaps by priority, shares narrow gaps out among their neighbours and lists every change; a coverage without faults comes back as it is.</source>
      <translation>按优先级处理重叠，把狭窄的缝隙分摊给相邻单元格，并列出每一处改动；没有问题的图层原样返回。</translation>
    </message>
    <message>
      <source>Priority of the unit</source>
      <translation>单元格的优先级</translation>
    </message>
    <message>
      <source>Number; where two disagree, the unit with the higher one keeps its border.</source>
      <translation>数值；两个单元格不一致时，数值高的保持边界不动。</translation>
    </message>
    <message>
      <source>What they should fill: borders within the tolerance are brought onto it. Without it the outer border stays.</source>
      <translation>应当铺满的范围：容差以内的边界会移到它上面。不填时外边界保持不变。</translation>
    </message>
    <message>
      <source>Gaps up to this width are filled; wider ones stay and are listed.</source>
      <translation>不超过此宽度的缝隙会被填补，更宽的保留并列出。</translation>
    </message>
    <message>
      <source>Repaired units</source>
      <translation>修复后的单元格</translation>
    </message>
    <message>
      <source>The same features without gaps and overlaps.</source>
      <translation>没有缝隙和重叠的同一批要素。</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>改动</translation>
    </message>
    <message>
      <source>One polygon a change: from whom, to whom and why.</source>
      <translation>每处改动一个面：原属、现属和原因。</translation>
    </message>
    <message>
      <source>Area of gaps left (m²)</source>
      <translation>剩余缝隙面积（m²）</translation>
    </message>
    <message>
      <source>Area of overlaps left (m²)</source>
      <translation>剩余重叠面积（m²）</translation>
    </message>
    <message>
      <source>Assign staff</source>
      <translation>定人定岗定责</translation>
    </message>
    <message>
      <source>Gives each grid its chief, deputies, posts and duties from a staff table, and lists the grids without a chief.</source>
      <translation>依据人员表为每个网格落实网格长、其他负责人、在岗人数和职责，并列出缺网格长的网格。</translation>
    </message>
    <message>
      <source>Grids</source>
      <translation>网格</translation>
    </message>
    <message>
      <source>Grids, groups, communities or streets: any level.</source>
      <translation>网格、网格组、社区或街道，任何层级均可。</translation>
    </message>
    <message>
      <source>Code of the grid</source>
      <translation>网格编码</translation>
    </message>
    <message>
      <source>The code that the staff table names, e.g. grid_code.</source>
      <translation>人员表所引用的编码，例如 grid_code。</translation>
    </message>
    <message>
      <source>Staff table</source>
      <translation>人员表</translation>
    </message>
    <message>
      <source>One row a person and post. Only these fields are read.</source>
      <translation>每人每岗一行；只读取以下字段。</translation>
    </message>
    <message>
      <source>Staff: code of the grid</source>
      <translation>人员表：网格编码</translation>
    </message>
    <message>
      <source>The same codes as in the grids.</source>
      <translation>与网格图层相同的编码。</translation>
    </message>
    <message>
      <source>Staff: person</source>
      <translation>人员表：人员</translation>
    </message>
    <message>
      <source>The name or staff number that the result shall show.</source>
      <translation>结果中显示的姓名或人员编号。</translation>
    </message>
    <message>
      <source>Staff: post</source>
      <translation>人员表：岗位</translation>
    </message>
    <message>
      <source>Decides who is chief; left out, the first row is.</source>
      <translation>决定谁是负责人；不填时取第一行。</translation>
    </message>
    <message>
      <source>Staff: duty</source>
      <translation>人员表：职责</translation>
    </message>
    <message>
      <source>What the person answers for.</source>
      <translation>该人员负责的事项。</translation>
    </message>
    <message>
      <source>Posts of chiefs</source>
      <translation>负责人岗位</translation>
    </message>
    <message>
      <source>Separated by commas, the highest first.</source>
      <translation>用逗号分隔，级别高的在前。</translation>
    </message>
    <message>
      <source>Grids with staff</source>
      <translation>网格及人员</translation>
    </message>
    <message>
      <source>The grids with chief, deputies, posts and duties.</source>
      <translation>网格及其网格长、其他负责人、在岗人数和职责。</translation>
    </message>
    <message>
      <source>Grids without a chief</source>
      <translation>缺网格长的网格</translation>
    </message>
    <message>
      <source>A table of the codes for which nobody answers yet.</source>
      <translation>尚无人负责的网格编码表。</translation>
    </message>
    <message>
      <source>Staff left over</source>
      <translation>未落实的人员</translation>
    </message>
    <message>
      <source>The rows that belong to no grid, each with the reason.</source>
      <translation>不属于任何网格的行及其原因。</translation>
    </message>
    <message>
      <source>Grids with a chief</source>
      <translation>有网格长的网格</translation>
    </message>
    <message>
      <source>Persons assigned</source>
      <translation>已落实人数</translation>
    </message>
    <message>
      <source>Staff rows left over</source>
      <translation>未落实的行数</translation>
    </message>
    <message>
      <source>Compare plans</source>
      <translation>对比方案</translation>
    </message>
    <message>
      <source>Matches the grids of two plans by the workload they have in common and says which units move, and how even and compact the grids are before and after.</source>
      <translation>按共同的工作量匹配两个方案的网格，列出调整了网格的单元格，并比较调整前后网格的均衡和紧凑程度。</translation>
    </message>
    <message>
      <source>The units, with the grid of both plans.</source>
      <translation>带有两个方案网格编码的单元格。</translation>
    </message>
    <message>
      <source>Grid before</source>
      <translation>原网格</translation>
    </message>
    <message>
      <source>The grid of each unit in the first plan.</source>
      <translation>每个单元格在第一个方案中的网格。</translation>
    </message>
    <message>
      <source>Grid after</source>
      <translation>现网格</translation>
    </message>
    <message>
      <source>The grid of each unit in the second plan.</source>
      <translation>每个单元格在第二个方案中的网格。</translation>
    </message>
    <message>
      <source>What moves with the units; left out, the area.</source>
      <translation>随单元格一起调整的数量；不填时为面积。</translation>
    </message>
    <message>
      <source>Moved units</source>
      <translation>调整的单元格</translation>
    </message>
    <message>
      <source>The units that change their grid, with both grids.</source>
      <translation>改变了网格的单元格，附前后两个网格。</translation>
    </message>
    <message>
      <source>Grids before and after</source>
      <translation>调整前后网格对照表</translation>
    </message>
    <message>
      <source>One row for each grid of both plans.</source>
      <translation>两个方案的每个网格一行。</translation>
    </message>
    <message>
      <source>Units moved to another grid</source>
      <translation>调整到其他网格的单元格数</translation>
    </message>
    <message>
      <source>Workload moved to another grid</source>
      <translation>调整到其他网格的工作量</translation>
    </message>
    <message>
      <source>Grids with the same units</source>
      <translation>单元格不变的网格数</translation>
    </message>
    <message>
      <source>Grids changed</source>
      <translation>有变动的网格数</translation>
    </message>
    <message>
      <source>New grids</source>
      <translation>新增网格数</translation>
    </message>
    <message>
      <source>Grids dissolved</source>
      <translation>撤销网格数</translation>
    </message>
    <message>
      <source>Evaluate plan</source>
      <translation>评估方案</translation>
    </message>
    <message>
      <source>Gives the figures, scores and broken rules of existing responsibility grids.</source>
      <translation>给出现有责任网格的指标、得分和违反的规则。</translation>
    </message>
    <message>
      <source>The units of the plan.</source>
      <translation>方案所用的单元格。</translation>
    </message>
    <message>
      <source>The grid of today: units with another one have moved.</source>
      <translation>现有网格：与之不同的单元格计为已调整。</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>网格</translation>
    </message>
    <message>
      <source>The grid of each unit.</source>
      <translation>每个单元格所属的网格。</translation>
    </message>
    <message>
      <source>Judged only where it is given.</source>
      <translation>填写后才检查。</translation>
    </message>
    <message>
      <source>How many there should be; 0: not judged.</source>
      <translation>应有的网格数；0 表示不检查。</translation>
    </message>
    <message>
      <source>Ideal workload of a grid</source>
      <translation>每个网格的理想工作量</translation>
    </message>
    <message>
      <source>Deviations are measured from it; else from the mean.</source>
      <translation>偏差以此为准；不填时以均值为准。</translation>
    </message>
    <message>
      <source>Tolerance of the workload</source>
      <translation>工作量允许偏差</translation>
    </message>
    <message>
      <source>Broken rules</source>
      <translation>违反的规则</translation>
    </message>
    <message>
      <source>Points at the units out of place, with what to do.</source>
      <translation>位于不当单元格处的点，附处理办法。</translation>
    </message>
    <message>
      <source>Number of broken rules</source>
      <translation>违反规则数</translation>
    </message>
    <message>
      <source>The units of each grid dissolved, with its figures and scores.</source>
      <translation>由各网格的单元格合并而成，附指标和得分。</translation>
    </message>
    <message>
      <source>Largest deviation of the workload (share)</source>
      <translation>工作量最大偏差（比例）</translation>
    </message>
    <message>
      <source>Share of grids within 10 % of the wanted workload</source>
      <translation>与期望工作量相差 10% 以内的网格比例</translation>
    </message>
    <message>
      <source>Share of grids within 25 % of the wanted workload</source>
      <translation>与期望工作量相差 25% 以内的网格比例</translation>
    </message>
    <message>
      <source>Share of unit borders that are grid borders</source>
      <translation>单元格边界中成为网格边界的比例</translation>
    </message>
    <message>
      <source>Mean compactness</source>
      <translation>平均紧凑度</translation>
    </message>
    <message>
      <source>Mean score: geographic proximity</source>
      <translation>平均得分：地域相近</translation>
    </message>
    <message>
      <source>Mean score: moderate size</source>
      <translation>平均得分：规模适度</translation>
    </message>
    <message>
      <source>Mean score: shared interests</source>
      <translation>平均得分：利益相关</translation>
    </message>
    <message>
      <source>Mean score: ease of management</source>
      <translation>平均得分：方便管理</translation>
    </message>
    <message>
      <source>Gap to the optimum (-1: not proved)</source>
      <translation>与最优解的差距（-1：未证明）</translation>
    </message>
    <message>
      <source>What to balance; left out, the area is balanced.</source>
      <translation>需要均衡的数量；不填时均衡面积。</translation>
    </message>
    <message>
      <source>Parent</source>
      <translation>上级区域</translation>
    </message>
    <message>
      <source>Community or street: no grid crosses its border.</source>
      <translation>社区或街道：网格不跨越其界线。</translation>
    </message>
    <message>
      <source>Lines that no grid crosses: rivers, railways.</source>
      <translation>网格不得跨越的线：河流、铁路等。</translation>
    </message>
    <message>
      <source>Quota table</source>
      <translation>配额表</translation>
    </message>
    <message>
      <source>How many grids each parent gets, for example its staff.</source>
      <translation>每个上级区域的网格数，例如其人员数。</translation>
    </message>
    <message>
      <source>Quota: code of the parent</source>
      <translation>配额：上级区域编码</translation>
    </message>
    <message>
      <source>The same codes as in the parent field of the units.</source>
      <translation>与单元格的上级区域字段使用相同的编码。</translation>
    </message>
    <message>
      <source>Quota: number of grids</source>
      <translation>配额：网格数</translation>
    </message>
    <message>
      <source>A whole number above zero.</source>
      <translation>大于零的整数。</translation>
    </message>
    <message>
      <source>Keep together</source>
      <translation>保持完整</translation>
    </message>
    <message>
      <source>Units with one value, such as a compound, stay one.</source>
      <translation>字段值相同的单元格（如同一小区）划入同一网格。</translation>
    </message>
    <message>
      <source>Class of the unit</source>
      <translation>单元格类别</translation>
    </message>
    <message>
      <source>Grids of one class are preferred, and score for affinity.</source>
      <translation>优先组成同一类别的网格，并用于“利益相关”评分。</translation>
    </message>
    <message>
      <source>Manager of the unit</source>
      <translation>单元格的管理单位</translation>
    </message>
    <message>
      <source>Such as a property company: grids of one manager are preferred.</source>
      <translation>如物业公司、市场管理方：优先使一个网格只有一个管理单位。</translation>
    </message>
    <message>
      <source>Patrol length</source>
      <translation>巡查长度</translation>
    </message>
    <message>
      <source>In metres (patrol_m), for the score of manageability.</source>
      <translation>以米计（patrol_m），用于“方便管理”得分。</translation>
    </message>
    <message>
      <source>Current grid</source>
      <translation>现有网格</translation>
    </message>
    <message>
      <source>Locked</source>
      <translation>锁定</translation>
    </message>
    <message>
      <source>Yes/no or 0/1: one locked unit keeps its whole current grid and its code.</source>
      <translation>是/否或 0/1：只要有一个单元格锁定，其所在的整个现有网格及编码都保持不变。</translation>
    </message>
    <message>
      <source>Minimum workload of a grid</source>
      <translation>每个网格的最小工作量</translation>
    </message>
    <message>
      <source>Limits of other quantities</source>
      <translation>其他数量的限值</translation>
    </message>
    <message>
      <source>For example households=150..400; area_m2=..200000; unit_count=2..: numeric fields of the units, their area (m²) or number. Never more or less than this in a grid.</source>
      <translation>例如 households=150..400; area_m2=..200000; unit_count=2..：可用单元格的数值字段、面积（m²）或个数。每个网格绝不超出此范围。</translation>
    </message>
    <message>
      <source>Role of the grids</source>
      <translation>网格角色</translation>
    </message>
    <message>
      <source>UNI: unified; SUP: supervision; DIS: disposal.</source>
      <translation>UNI：统一；SUP：巡查监督；DIS：管理处置。</translation>
    </message>
    <message>
      <source>Bridge distance</source>
      <translation>桥接距离</translation>
    </message>
    <message>
      <source>Islands up to this far apart count as neighbours.</source>
      <translation>相距不超过此值的孤立部分视为相邻。</translation>
    </message>
    <message>
      <source>Plan responsibility grids</source>
      <translation>规划责任网格</translation>
    </message>
    <message>
      <source>Joins base units into exactly as many grids as asked for, each in one piece, of similar workload and compact, within parents, barriers and quotas.</source>
      <translation>把基础单元格合并为数量完全符合要求的网格：每个网格连续、工作量相近、形状紧凑，并遵守上级区域、障碍物和配额。</translation>
    </message>
    <message>
      <source>The polygons to join; they should not overlap.</source>
      <translation>要合并的面，不应相互重叠。</translation>
    </message>
    <message>
      <source>The plan starts from the existing grids.</source>
      <translation>方案以现有网格为起点。</translation>
    </message>
    <message>
      <source>Never less, never more.</source>
      <translation>不少于最小值，不多于最大值。</translation>
    </message>
    <message>
      <source>0: from the quota table, else from the ideal workload, else as many as now.</source>
      <translation>0：按配额表，没有配额表时按理想工作量，两者都没有时取现有网格数。</translation>
    </message>
    <message>
      <source>Priority</source>
      <translation>优先目标</translation>
    </message>
    <message>
      <source>balanced: even and compact alike; balance_first: even before compact; compact_first: the reverse; within_tolerance: compact, as long as the deviation stays in the tolerance.</source>
      <translation>balanced：均衡与紧凑并重；balance_first：均衡优先；compact_first：紧凑优先；within_tolerance：在偏差不超过允许值的前提下力求紧凑。</translation>
    </message>
    <message>
      <source>Stability</source>
      <translation>稳定性</translation>
    </message>
    <message>
      <source>0: free to change; 1: as much as possible stays.</source>
      <translation>0：自由调整；1：尽可能保持现状。</translation>
    </message>
    <message>
      <source>Used by the priority within_tolerance.</source>
      <translation>仅在优先目标为 within_tolerance 时使用。</translation>
    </message>
    <message>
      <source>Prove the optimum</source>
      <translation>证明最优</translation>
    </message>
    <message>
      <source>Betters the plan, says how far from the best it is.</source>
      <translation>改进方案，并说明与最优最多相差多少。</translation>
    </message>
    <message>
      <source>Time limit</source>
      <translation>时间上限</translation>
    </message>
    <message>
      <source>For the last improvements and for the proof.</source>
      <translation>用于最后的改进和最优性证明。</translation>
    </message>
    <message>
      <source>The same seed gives the same plan.</source>
      <translation>相同的种子得到相同的方案。</translation>
    </message>
    <message>
      <source>Compare priorities in the report</source>
      <translation>在报告中比较优先目标</translation>
    </message>
    <message>
      <source>Plans five times, from even to compact, and shows what that costs and brings.</source>
      <translation>从均衡到紧凑规划五次，显示其得失。</translation>
    </message>
    <message>
      <source>Base units with grid code</source>
      <translation>带网格编码的基础单元格</translation>
    </message>
    <message>
      <source>The units with their grid: this is the plan.</source>
      <translation>标明所属网格的单元格：这就是方案本身。</translation>
    </message>
    <message>
      <source>Roll up by level</source>
      <translation>逐级汇总</translation>
    </message>
    <message>
      <source>Sums every figure by grid, community, street and district, joins the areas of each level, and lists codes that are not nested.</source>
      <translation>按网格、社区、街道、区汇总各项数量，合并各级范围，并列出不嵌套的编码。</translation>
    </message>
    <message>
      <source>The finest areas, with codes and figures.</source>
      <translation>最细一级的范围，带有编码和数量。</translation>
    </message>
    <message>
      <source>Codes of the levels</source>
      <translation>各级编码</translation>
    </message>
    <message>
      <source>One field a level, such as grid, community and street; the order is found from the data.</source>
      <translation>每级一个字段，如网格、社区、街道；顺序由数据判定。</translation>
    </message>
    <message>
      <source>Code with levels in its digits</source>
      <translation>按位数分级的编码</translation>
    </message>
    <message>
      <source>It and its first digits are levels, too.</source>
      <translation>该编码及其前若干位也各为一级。</translation>
    </message>
    <message>
      <source>What is summed</source>
      <translation>汇总字段</translation>
    </message>
    <message>
      <source>Quantities such as workload or households; left empty, all that this plugin writes and that may be summed.</source>
      <translation>工作量、户数等数量；不填时取本插件写出的全部可相加的字段。</translation>
    </message>
    <message>
      <source>Digits of the levels</source>
      <translation>各级位数</translation>
    </message>
    <message>
      <source>Of that code: 6 for the district, 9 for the street, 12 for the community.</source>
      <translation>该编码的位数：区 6 位，街道 9 位，社区 12 位。</translation>
    </message>
    <message>
      <source>Level to draw</source>
      <translation>绘制的层级</translation>
    </message>
    <message>
      <source>0: all in one layer; 1: the coarsest; 2: the next one.</source>
      <translation>0：全部放在一个图层；1：最高一级；2：下一级。</translation>
    </message>
    <message>
      <source>Areas by level</source>
      <translation>各级范围</translation>
    </message>
    <message>
      <source>The joined areas with the sums of their parts.</source>
      <translation>合并后的范围及其各部分的合计。</translation>
    </message>
    <message>
      <source>Table of all levels</source>
      <translation>各级汇总表</translation>
    </message>
    <message>
      <source>The same sums for every level, without areas.</source>
      <translation>各级的相同合计，不含范围。</translation>
    </message>
    <message>
      <source>Codes that are not nested</source>
      <translation>不嵌套的编码</translation>
    </message>
    <message>
      <source>Codes with two parents or none, and missing codes.</source>
      <translation>有两个上级或没有上级的编码，以及缺失的编码。</translation>
    </message>
    <message>
      <source>Number of levels</source>
      <translation>层级数</translation>
    </message>
    <message>
      <source>Rows of all levels</source>
      <translation>全部层级的行数</translation>
    </message>
    <message>
      <source>{count} digits of {field}</source>
      <translation>{field} 前 {count} 位</translation>
    </message>
    <message>
      <source>Unit code</source>
      <translation>单元网格标识码</translation>
    </message>
    <message>
      <source>Area code</source>
      <translation>区域编码</translation>
    </message>
    <message>
      <source>Area (m²)</source>
      <translation>面积（m²）</translation>
    </message>
    <message>
      <source>Area as drawn (m²)</source>
      <translation>原面积（m²）</translation>
    </message>
    <message>
      <source>Change of area (m²)</source>
      <translation>面积变化（m²）</translation>
    </message>
    <message>
      <source>Change of area (share)</source>
      <translation>面积变化比例</translation>
    </message>
    <message>
      <source>Perimeter (m)</source>
      <translation>周长（m）</translation>
    </message>
    <message>
      <source>Compactness</source>
      <translation>紧凑度</translation>
    </message>
    <message>
      <source>Persons</source>
      <translation>人口数</translation>
    </message>
    <message>
      <source>Households</source>
      <translation>户数</translation>
    </message>
    <message>
      <source>Floor area (m²)</source>
      <translation>建筑面积（m²）</translation>
    </message>
    <message>
      <source>Street length (m)</source>
      <translation>街道长度（m）</translation>
    </message>
    <message>
      <source>Patrol length (m)</source>
      <translation>巡查长度（m）</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>Width (m)</source>
      <translation>宽度（m）</translation>
    </message>
    <message>
      <source>Features concerned</source>
      <translation>涉及的对象</translation>
    </message>
    <message>
      <source>From</source>
      <translation>原属</translation>
    </message>
    <message>
      <source>To</source>
      <translation>现属</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>Grid code</source>
      <translation>责任网格编码</translation>
    </message>
    <message>
      <source>Code of the group of grids</source>
      <translation>网格组编码</translation>
    </message>
    <message>
      <source>Grid class</source>
      <translation>网格类别</translation>
    </message>
    <message>
      <source>Rule of the class</source>
      <translation>分类规则</translation>
    </message>
    <message>
      <source>Share of residential use</source>
      <translation>居住占比</translation>
    </message>
    <message>
      <source>Share of business use</source>
      <translation>商业商务占比</translation>
    </message>
    <message>
      <source>Share of institutional use</source>
      <translation>机关事业占比</translation>
    </message>
    <message>
      <source>Share of industrial use</source>
      <translation>工业仓储占比</translation>
    </message>
    <message>
      <source>Share of open ground</source>
      <translation>开敞空间占比</translation>
    </message>
    <message>
      <source>Share of other use</source>
      <translation>其他用途占比</translation>
    </message>
    <message>
      <source>Layers that say something</source>
      <translation>有依据的图层数</translation>
    </message>
    <message>
      <source>Role</source>
      <translation>角色</translation>
    </message>
    <message>
      <source>Parent code</source>
      <translation>上级区域编码</translation>
    </message>
    <message>
      <source>Deviation (%)</source>
      <translation>偏差（%）</translation>
    </message>
    <message>
      <source>Score: geographic proximity</source>
      <translation>得分：地域相近</translation>
    </message>
    <message>
      <source>Score: moderate size</source>
      <translation>得分：规模适度</translation>
    </message>
    <message>
      <source>Score: shared interests</source>
      <translation>得分：利益相关</translation>
    </message>
    <message>
      <source>Score: ease of management</source>
      <translation>得分：方便管理</translation>
    </message>
    <message>
      <source>In one piece</source>
      <translation>连续成片</translation>
    </message>
    <message>
      <source>Grid chief</source>
      <translation>网格长</translation>
    </message>
    <message>
      <source>Second chief</source>
      <translation>第二负责人</translation>
    </message>
    <message>
      <source>Third chief</source>
      <translation>第三负责人</translation>
    </message>
    <message>
      <source>Persons in post</source>
      <translation>在岗人数</translation>
    </message>
    <message>
      <source>Who answers for what</source>
      <translation>人员岗位职责</translation>
    </message>
    <message>
      <source>What the level is</source>
      <translation>层级名称</translation>
    </message>
    <message>
      <source>Areas of the next level</source>
      <translation>下级个数</translation>
    </message>
    <message>
      <source>Features of the input</source>
      <translation>输入要素数</translation>
    </message>
    <message>
      <source>Longitude of the centre (°)</source>
      <translation>中心点经度（°）</translation>
    </message>
    <message>
      <source>Latitude of the centre (°)</source>
      <translation>中心点纬度（°）</translation>
    </message>
    <message>
      <source>From grid</source>
      <translation>原网格</translation>
    </message>
    <message>
      <source>To grid</source>
      <translation>调入网格</translation>
    </message>
    <message>
      <source>Lives on</source>
      <translation>延续</translation>
    </message>
    <message>
      <source>Units before</source>
      <translation>原单元格数</translation>
    </message>
    <message>
      <source>Units after</source>
      <translation>现单元格数</translation>
    </message>
    <message>
      <source>Units came</source>
      <translation>调入</translation>
    </message>
    <message>
      <source>Units left</source>
      <translation>调出</translation>
    </message>
    <message>
      <source>Workload before</source>
      <translation>原工作量</translation>
    </message>
    <message>
      <source>Workload after</source>
      <translation>现工作量</translation>
    </message>
    <message>
      <source>Change (%)</source>
      <translation>变化（%）</translation>
    </message>
    <message>
      <source>Department</source>
      <translation>部门</translation>
    </message>
    <message>
      <source>Other department</source>
      <translation>另一部门</translation>
    </message>
    <message>
      <source>Departments by name</source>
      <translation>部门名称</translation>
    </message>
    <message>
      <source>Number of departments</source>
      <translation>部门数</translation>
    </message>
    <message>
      <source>Departments on its border (mean)</source>
      <translation>边界共用部门数（平均）</translation>
    </message>
    <message>
      <source>Old grid</source>
      <translation>旧网格</translation>
    </message>
    <message>
      <source>New grid</source>
      <translation>新网格</translation>
    </message>
    <message>
      <source>What became of it</source>
      <translation>去向</translation>
    </message>
    <message>
      <source>Share of the old grid's area</source>
      <translation>占旧网格面积的比例</translation>
    </message>
    <message>
      <source>Share of the new grid's area</source>
      <translation>占新网格面积的比例</translation>
    </message>
    <message>
      <source>Share of the old grid's workload</source>
      <translation>占旧网格工作量的比例</translation>
    </message>
    <message>
      <source>Moved by (m)</source>
      <translation>移动距离（m）</translation>
    </message>
    <message>
      <source>Length (m)</source>
      <translation>长度（m）</translation>
    </message>
    <message>
      <source>Grid that keeps the ground</source>
      <translation>保留该处的网格</translation>
    </message>
    <message>
      <source>Grid that gives way</source>
      <translation>让出该处的网格</translation>
    </message>
    <message>
      <source>Sliver</source>
      <translation>碎屑面</translation>
    </message>
    <message>
      <source>Common ground (m²)</source>
      <translation>共同部分（m²）</translation>
    </message>
    <message>
      <source>Common ground (share)</source>
      <translation>共同部分占比</translation>
    </message>
    <message>
      <source>Border in common (share)</source>
      <translation>共用边界占比</translation>
    </message>
    <message>
      <source>Grids nested in one of the other's (share)</source>
      <translation>嵌套于对方单个网格的比例</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Level</source>
      <translation>层级</translation>
    </message>
    <message>
      <source>Zone</source>
      <translation>片区</translation>
    </message>
    <message>
      <source>Street office code</source>
      <translation>街道代码</translation>
    </message>
    <message>
      <source>Community code</source>
      <translation>社区代码</translation>
    </message>
    <message>
      <source>Community</source>
      <translation>社区</translation>
    </message>
    <message>
      <source>Urban class</source>
      <translation>城乡分类</translation>
    </message>
    <message>
      <source>Floating population</source>
      <translation>流动人口</translation>
    </message>
    <message>
      <source>Barrier class</source>
      <translation>障碍类型</translation>
    </message>
    <message>
      <source>Path class</source>
      <translation>小路类型</translation>
    </message>
    <message>
      <source>Rank</source>
      <translation>等级</translation>
    </message>
    <message>
      <source>Can be crossed</source>
      <translation>可穿越</translation>
    </message>
    <message>
      <source>Penalty</source>
      <translation>惩罚</translation>
    </message>
    <message>
      <source>Compound code</source>
      <translation>小区代码</translation>
    </message>
    <message>
      <source>Building code</source>
      <translation>建筑物代码</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Floors</source>
      <translation>层数</translation>
    </message>
    <message>
      <source>Height (m)</source>
      <translation>高度（m）</translation>
    </message>
    <message>
      <source>Survey date</source>
      <translation>调查日期</translation>
    </message>
    <message>
      <source>Point code</source>
      <translation>兴趣点号</translation>
    </message>
    <message>
      <source>Category</source>
      <translation>大类</translation>
    </message>
    <message>
      <source>Data source</source>
      <translation>数据来源</translation>
    </message>
    <message>
      <source>Number of staff</source>
      <translation>人员数</translation>
    </message>
    <message>
      <source>Person</source>
      <translation>人员</translation>
    </message>
    <message>
      <source>Staff code</source>
      <translation>人员编号</translation>
    </message>
    <message>
      <source>Post</source>
      <translation>岗位</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>班次</translation>
    </message>
    <message>
      <source>Capacity</source>
      <translation>承载量</translation>
    </message>
    <message>
      <source>Duty</source>
      <translation>职责</translation>
    </message>
    <message>
      <source>Valid from</source>
      <translation>起始日期</translation>
    </message>
    <message>
      <source>Valid to</source>
      <translation>终止日期</translation>
    </message>
    <message>
      <source>Changes of the coverage</source>
      <translation>覆盖改动</translation>
    </message>
    <message>
      <source>Street offices</source>
      <translation>街道（镇）</translation>
    </message>
    <message>
      <source>Grids of city management</source>
      <translation>城管网格</translation>
    </message>
    <message>
      <source>Grids of public security</source>
      <translation>警务区</translation>
    </message>
    <message>
      <source>Grids of sanitation</source>
      <translation>环卫网格</translation>
    </message>
    <message>
      <source>Grids of parks and greening</source>
      <translation>园林网格</translation>
    </message>
    <message>
      <source>Grids of residents' committees</source>
      <translation>居委会网格</translation>
    </message>
    <message>
      <source>Water</source>
      <translation>水域</translation>
    </message>
    <message>
      <source>change of area</source>
      <translation>面积变化</translation>
    </message>
    <message>
      <source>Unit without a grid</source>
      <translation>单元格无网格</translation>
    </message>
    <message>
      <source>Grid in several pieces</source>
      <translation>网格不连续</translation>
    </message>
    <message>
      <source>Grid in several parents</source>
      <translation>网格跨上级区域</translation>
    </message>
    <message>
      <source>Grid across a barrier</source>
      <translation>网格跨障碍物</translation>
    </message>
    <message>
      <source>Units to keep together divided</source>
      <translation>须保持完整的小区被拆分</translation>
    </message>
    <message>
      <source>Workload above the maximum</source>
      <translation>工作量高于上限</translation>
    </message>
    <message>
      <source>Workload below the minimum</source>
      <translation>工作量低于下限</translation>
    </message>
    <message>
      <source>Workload beyond the tolerance</source>
      <translation>工作量超出容差</translation>
    </message>
    <message>
      <source>Another quantity above its limit</source>
      <translation>其他数量超过上限</translation>
    </message>
    <message>
      <source>Another quantity below its limit</source>
      <translation>其他数量低于下限</translation>
    </message>
    <message>
      <source>Number of grids missed</source>
      <translation>网格总数不符</translation>
    </message>
    <message>
      <source>Quota of a parent missed</source>
      <translation>上级区域配额不符</translation>
    </message>
    <message>
      <source>Locked grid changed</source>
      <translation>锁定网格被改动</translation>
    </message>
    <message>
      <source>Other rule</source>
      <translation>其他规则</translation>
    </message>
    <message>
      <source>Residential grid</source>
      <translation>居民网格</translation>
    </message>
    <message>
      <source>Business grid</source>
      <translation>商务网格</translation>
    </message>
    <message>
      <source>Institutional grid</source>
      <translation>单位网格</translation>
    </message>
    <message>
      <source>Mixed grid</source>
      <translation>混合网格</translation>
    </message>
    <message>
      <source>Other grid</source>
      <translation>其他网格</translation>
    </message>
    <message>
      <source>Not classed</source>
      <translation>未分类</translation>
    </message>
    <message>
      <source>Responsibility grid (fills only set neighbours apart)</source>
      <translation>责任网格（填充色仅用于区分相邻网格）</translation>
    </message>
    <message>
      <source>Grid with a chief</source>
      <translation>有网格长</translation>
    </message>
    <message>
      <source>Grid without a chief</source>
      <translation>缺网格长</translation>
    </message>
    <message>
      <source>Level 1, the coarsest</source>
      <translation>第 1 级（最高级）</translation>
    </message>
    <message>
      <source>Level 2</source>
      <translation>第 2 级</translation>
    </message>
    <message>
      <source>Level 3</source>
      <translation>第 3 级</translation>
    </message>
    <message>
      <source>Level 4</source>
      <translation>第 4 级</translation>
    </message>
    <message>
      <source>Finer levels</source>
      <translation>更细的层级</translation>
    </message>
    <message>
      <source>Grid made since then</source>
      <translation>此后新建的网格</translation>
    </message>
    <message>
      <source>more than 25 % below the wanted workload</source>
      <translation>低于期望工作量 25% 以上</translation>
    </message>
    <message>
      <source>10 to 25 % below</source>
      <translation>低于期望值 10% 至 25%</translation>
    </message>
    <message>
      <source>within 10 % of the wanted workload</source>
      <translation>与期望工作量相差 10% 以内</translation>
    </message>
    <message>
      <source>10 to 25 % above</source>
      <translation>高于期望值 10% 至 25%</translation>
    </message>
    <message>
      <source>more than 25 % above the wanted workload</source>
      <translation>高于期望工作量 25% 以上</translation>
    </message>
    <message>
      <source>under 0.25</source>
      <translation>0.25 以下</translation>
    </message>
    <message>
      <source>0.25 to 0.75</source>
      <translation>0.25 至 0.75</translation>
    </message>
    <message>
      <source>0.75 to 1.25 (mean 1)</source>
      <translation>0.75 至 1.25（均值为 1）</translation>
    </message>
    <message>
      <source>1.25 to 2</source>
      <translation>1.25 至 2</translation>
    </message>
    <message>
      <source>over 2</source>
      <translation>2 以上</translation>
    </message>
    <message>
      <source>Gap</source>
      <translation>缝隙</translation>
    </message>
    <message>
      <source>Overlap</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>Duplicate</source>
      <translation>重复面</translation>
    </message>
    <message>
      <source>Invalid geometry</source>
      <translation>几何无效</translation>
    </message>
    <message>
      <source>Several parts</source>
      <translation>多部件</translation>
    </message>
    <message>
      <source>Not nested in its parent</source>
      <translation>未完整嵌套于上级区域</translation>
    </message>
    <message>
      <source>Outside the boundary</source>
      <translation>超出边界</translation>
    </message>
    <message>
      <source>Other finding</source>
      <translation>其他问题</translation>
    </message>
    <message>
      <source>Gap filled</source>
      <translation>已填补的缝隙</translation>
    </message>
    <message>
      <source>Overlap settled</source>
      <translation>已处理的重叠</translation>
    </message>
    <message>
      <source>Piece cut off</source>
      <translation>并入邻格的碎屑</translation>
    </message>
    <message>
      <source>Cut off at the boundary</source>
      <translation>沿边界切除</translation>
    </message>
    <message>
      <source>Wide gap left</source>
      <translation>保留的宽缝隙</translation>
    </message>
    <message>
      <source>Left outside the boundary</source>
      <translation>保留的超出部分</translation>
    </message>
    <message>
      <source>Other change</source>
      <translation>其他改动</translation>
    </message>
    <message>
      <source>Building astride a community border</source>
      <translation>跨社区界线的建筑物</translation>
    </message>
    <message>
      <source>Community smaller than the minimum</source>
      <translation>小于最小面积的社区</translation>
    </message>
    <message>
      <source>Unit smaller than the minimum</source>
      <translation>小于最小面积的单元格</translation>
    </message>
    <message>
      <source>Unit larger than the maximum</source>
      <translation>大于最大面积的单元格</translation>
    </message>
    <message>
      <source>Unit around a large compound or building</source>
      <translation>含大型小区（院落）或建筑物的单元格</translation>
    </message>
    <message>
      <source>Unit with a railway or river inside</source>
      <translation>内含铁路或河流的单元格</translation>
    </message>
    <message>
      <source>Community without a unit</source>
      <translation>没有单元格的社区</translation>
    </message>
    <message>
      <source>Overlapping communities</source>
      <translation>相互重叠的社区</translation>
    </message>
    <message>
      <source>Other exception</source>
      <translation>其他例外</translation>
    </message>
    <message>
      <source>Unified grid (fills only set neighbours apart)</source>
      <translation>一张网（填色仅用于区分相邻网格）</translation>
    </message>
    <message>
      <source>Piece of ground</source>
      <translation>单个地块</translation>
    </message>
    <message>
      <source>Sliver between two borders</source>
      <translation>两条边界之间的碎屑面</translation>
    </message>
    <message>
      <source>Fragment</source>
      <translation>碎块（非碎屑面）</translation>
    </message>
    <message>
      <source>Border of one department</source>
      <translation>一个部门的边界</translation>
    </message>
    <message>
      <source>Border of two departments</source>
      <translation>两个部门共用的边界</translation>
    </message>
    <message>
      <source>Border of three or more departments</source>
      <translation>三个及以上部门共用的边界</translation>
    </message>
    <message>
      <source>moved by less than 1 m</source>
      <translation>移动不足 1 m</translation>
    </message>
    <message>
      <source>moved by 1 to 3 m</source>
      <translation>移动 1～3 m</translation>
    </message>
    <message>
      <source>moved by 3 m or more</source>
      <translation>移动 3 m 及以上</translation>
    </message>
    <message>
      <source>Grid drawn twice</source>
      <translation>重复绘制的网格</translation>
    </message>
    <message>
      <source>Ground given to two grids</source>
      <translation>划给两个网格的地面</translation>
    </message>
    <message>
      <source>Arterial road</source>
      <translation>主干路</translation>
    </message>
    <message>
      <source>Secondary road</source>
      <translation>次干路</translation>
    </message>
    <message>
      <source>Branch road</source>
      <translation>支路</translation>
    </message>
    <message>
      <source>Lane</source>
      <translation>街巷</translation>
    </message>
    <message>
      <source>Railway</source>
      <translation>铁路</translation>
    </message>
    <message>
      <source>River</source>
      <translation>河流</translation>
    </message>
    <message>
      <source>Lake or sea shore</source>
      <translation>湖岸或海岸</translation>
    </message>
    <message>
      <source>Wall</source>
      <translation>围墙</translation>
    </message>
    <message>
      <source>Green belt</source>
      <translation>绿带</translation>
    </message>
    <message>
      <source>Administrative border</source>
      <translation>行政界线</translation>
    </message>
    <message>
      <source>Other barrier</source>
      <translation>其他障碍物</translation>
    </message>
    <message>
      <source>Residential</source>
      <translation>居住</translation>
    </message>
    <message>
      <source>Commercial</source>
      <translation>商业</translation>
    </message>
    <message>
      <source>Office</source>
      <translation>办公</translation>
    </message>
    <message>
      <source>Industrial</source>
      <translation>工业</translation>
    </message>
    <message>
      <source>Public</source>
      <translation>公共服务</translation>
    </message>
    <message>
      <source>Temporary</source>
      <translation>临时建筑</translation>
    </message>
    <message>
      <source>Other</source>
      <translation>其他</translation>
    </message>
    <message>
      <source>Use unknown</source>
      <translation>用途不明</translation>
    </message>
    <message>
      <source>Residential compound</source>
      <translation>居住小区</translation>
    </message>
    <message>
      <source>School or campus</source>
      <translation>学校、院校</translation>
    </message>
    <message>
      <source>Hospital</source>
      <translation>医院</translation>
    </message>
    <message>
      <source>Government or offices</source>
      <translation>机关、办公单位</translation>
    </message>
    <message>
      <source>Factory</source>
      <translation>工厂</translation>
    </message>
    <message>
      <source>Park</source>
      <translation>公园</translation>
    </message>
    <message>
      <source>Other compound</source>
      <translation>其他院落</translation>
    </message>
    <message>
      <source>Grids with group code</source>
      <translation>带网格组编码的网格</translation>
    </message>
    <message>
      <source>Grid groups</source>
      <translation>网格组</translation>
    </message>
    <message>
      <source>{count} groups of grids</source>
      <translation>共 {count} 个网格组</translation>
    </message>
    <message>
      <source>Number of grid groups</source>
      <translation>网格组数</translation>
    </message>
    <message>
      <source>{count} grids</source>
      <translation>共 {count} 个网格</translation>
    </message>
    <message>
      <source>{layer} ({role})</source>
      <translation>{layer}（{role}）</translation>
    </message>
    <message>
      <source>{before} grids before, {after} grids after</source>
      <translation>调整前 {before} 个网格，调整后 {after} 个网格</translation>
    </message>
    <message>
      <source>Two plans compared</source>
      <translation>方案对比</translation>
    </message>
    <message>
      <source>What moves</source>
      <translation>调整内容</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>调整前后</translation>
    </message>
    <message>
      <source>Grids are matched by the workload they have in common: a new code alone moves nothing.</source>
      <translation>网格按共同的工作量匹配：仅更换编码不算调整。</translation>
    </message>
    <message>
      <source>Share of units that move</source>
      <translation>调整的单元格比例</translation>
    </message>
    <message>
      <source>Share of the workload that moves</source>
      <translation>调整的工作量比例</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>变化</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>指标</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>调整前</translation>
    </message>
    <message>
      <source>After</source>
      <translation>调整后</translation>
    </message>
    <message>
      <source>How even and compact the grids are before and after</source>
      <translation>调整前后网格的均衡和紧凑程度</translation>
    </message>
    <message>
      <source>Workload of a grid</source>
      <translation>网格工作量</translation>
    </message>
    <message>
      <source>How the workload is spread before and after</source>
      <translation>调整前后工作量的分布</translation>
    </message>
    <message>
      <source>Stays in its grid</source>
      <translation>留在原网格</translation>
    </message>
    <message>
      <source>To another grid</source>
      <translation>调入其他网格</translation>
    </message>
    <message>
      <source>To a new grid</source>
      <translation>调入新增网格</translation>
    </message>
    <message>
      <source>Without a grid before or after</source>
      <translation>调整前或调整后无网格</translation>
    </message>
    <message>
      <source>Units that move, within the grids of after</source>
      <translation>调整的单元格（底图为调整后的网格）</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>变动</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新增</translation>
    </message>
    <message>
      <source>dissolved</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>{count} grids keep all their units and are not listed.</source>
      <translation>{count} 个网格的单元格不变，未列出。</translation>
    </message>
    <message>
      <source>Grids that change</source>
      <translation>有变动的网格</translation>
    </message>
    <message>
      <source>Where each old grid went: {rows} rows.</source>
      <translation>每个原网格的去向，共 {rows} 行。</translation>
    </message>
    <message>
      <source>Here are {shown} of {rows} rows: of the old grids in at most {parts} new ones, those of which most ground changes. All stand in the table Crosswalk.</source>
      <translation>共 {rows} 行，此处列出 {shown} 行：分入不超过 {parts} 个新网格的原网格中，面积变动最大的。全部见“新旧网格对照表”。</translation>
    </message>
    <message>
      <source>Of the old grid's area</source>
      <translation>占原网格面积</translation>
    </message>
    <message>
      <source>Of the new grid's area</source>
      <translation>占新网格面积</translation>
    </message>
    <message>
      <source>Of the old grid's workload</source>
      <translation>占原网格工作量</translation>
    </message>
    <message>
      <source>The {most} departments that the unified grid is farthest from have a chapter with a map below; what became of the grids of the others stands in the table Crosswalk.</source>
      <translation>下文仅为与一张网差异最大的 {most} 个部门各列一章并附图；其余部门网格的去向见“新旧网格对照表”。</translation>
    </message>
    <message>
      <source>The departments side by side</source>
      <translation>各部门对比</translation>
    </message>
    <message>
      <source>Of its {grids} grids {kept} go on whole, {split} are split, {merged} joined with others, {mixed} both, {dissolved} dissolved; {border} of its borders are kept.</source>
      <translation>该部门原有 {grids} 个网格：整体保留 {kept} 个，拆分 {split} 个，合并 {merged} 个，拆分后合并 {mixed} 个，撤销 {dissolved} 个；原有边界保留 {border}。</translation>
    </message>
    <message>
      <source>{department}: which of its borders the unified grid keeps, and which not</source>
      <translation>{department}：一张网保留和放弃了它的哪些边界</translation>
    </message>
    <message>
      <source>new for it, from others</source>
      <translation>新增（来自其他部门）</translation>
    </message>
    <message>
      <source>given up</source>
      <translation>放弃</translation>
    </message>
    <message>
      <source>kept as a border</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>Lives on as</source>
      <translation>延续为</translation>
    </message>
    <message>
      <source>Where its ground went</source>
      <translation>原有范围的去向</translation>
    </message>
    <message>
      <source>Area before</source>
      <translation>原面积</translation>
    </message>
    <message>
      <source>Gives away</source>
      <translation>划出</translation>
    </message>
    <message>
      <source>Ground that goes to other unified grids.</source>
      <translation>划给其他新网格的面积，占原面积的比例。</translation>
    </message>
    <message>
      <source>Gets</source>
      <translation>划入</translation>
    </message>
    <message>
      <source>Ground of others that comes to it, in that which it had.</source>
      <translation>从其他网格划入的面积，与原面积之比。</translation>
    </message>
    <message>
      <source>Area after</source>
      <translation>调整后面积</translation>
    </message>
    <message>
      <source>More or less than before, where it lives on.</source>
      <translation>网格延续时，比原来增加或减少的比例。</translation>
    </message>
    <message>
      <source>outside</source>
      <translation>范围外</translation>
    </message>
    <message>
      <source>, </source>
      <translation>、</translation>
    </message>
    <message>
      <source>{grids} grids of {departments} departments</source>
      <translation>{departments} 个部门，共 {grids} 个网格</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>诊断结果</translation>
    </message>
    <message>
      <source>Which borders are one</source>
      <translation>哪些边界是同一条</translation>
    </message>
    <message>
      <source>Grids of the departments as they are</source>
      <translation>各部门网格现状诊断</translation>
    </message>
    <message>
      <source>Suggested tolerance</source>
      <translation>建议容差</translation>
    </message>
    <message>
      <source>Borders nearer to each other than this are taken for one.</source>
      <translation>相距小于此值的边界视为同一条边界。</translation>
    </message>
    <message>
      <source>Slivers</source>
      <translation>狭长碎块数</translation>
    </message>
    <message>
      <source>Fragments too narrow or too small to be meant: two drawings of one border.</source>
      <translation>过窄或过小、并非有意划分的碎块：同一条边界画了两次。</translation>
    </message>
    <message>
      <source>Borders of several departments</source>
      <translation>多部门共有的边界</translation>
    </message>
    <message>
      <source>Share of the length of all borders, near ones taken for one.</source>
      <translation>占全部边界长度的比例，相近的边界视为一条。</translation>
    </message>
    <message>
      <source>Departments</source>
      <translation>部门数</translation>
    </message>
    <message>
      <source>Grids of all departments</source>
      <translation>各部门网格总数</translation>
    </message>
    <message>
      <source>Pieces that all borders as drawn cut the ground into.</source>
      <translation>按所画的全部边界把地面切成的块。</translation>
    </message>
    <message>
      <source>A department has {mean} grids on average, but the borders of all {departments} cut the ground into {fragments} fragments: {slivers} of these are slivers, which only show that the same border was drawn several times, a little apart.</source>
      <translation>每个部门平均有 {mean} 个网格，而 {departments} 个部门的边界叠加后把地面切成 {fragments} 个碎块：其中 {slivers} 个是狭长碎块，只说明同一条边界被各部门分别画过、略有偏差。</translation>
    </message>
    <message>
      <source>Fragments, by the number of departments that have a grid there</source>
      <translation>碎块分布：按在该处划有网格的部门数</translation>
    </message>
    <message>
      <source>of three or more</source>
      <translation>三个及以上部门共有</translation>
    </message>
    <message>
      <source>of two</source>
      <translation>两个部门共有</translation>
    </message>
    <message>
      <source>of one department</source>
      <translation>仅一个部门有</translation>
    </message>
    <message>
      <source>Borders, by the number of departments that share them</source>
      <translation>边界分布：按共有该边界的部门数</translation>
    </message>
    <message>
      <source>Each row is a department; its columns are the departments by the numbers of the rows.</source>
      <translation>每行是一个部门；列是各部门，编号与行相同。</translation>
    </message>
    <message>
      <source>Ground that the other has, too</source>
      <translation>对方也覆盖的面积</translation>
    </message>
    <message>
      <source>Border that the other has, too</source>
      <translation>对方也有的边界</translation>
    </message>
    <message>
      <source>Grids within one of the other's</source>
      <translation>完全落在对方某一网格内的网格</translation>
    </message>
    <message>
      <source>How much of the ground of each department the others have</source>
      <translation>各部门的面积有多少也被其他部门覆盖</translation>
    </message>
    <message>
      <source>How much of the border of each department the others have</source>
      <translation>各部门的边界有多少与其他部门一致</translation>
    </message>
    <message>
      <source>How many grids of each department lie in one of another's</source>
      <translation>各部门有多少网格落在其他部门的某一网格内</translation>
    </message>
    <message>
      <source>The departments in pairs</source>
      <translation>部门两两比较</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>面积</translation>
    </message>
    <message>
      <source>Ground that several of its grids have.</source>
      <translation>同时属于该部门多个网格的面积。</translation>
    </message>
    <message>
      <source>Ground that none of its grids has: in the boundary, else in between.</source>
      <translation>该部门没有网格的面积：有边界时在边界以内，否则在网格之间。</translation>
    </message>
    <message>
      <source>Grids drawn twice</source>
      <translation>重复绘制的网格</translation>
    </message>
    <message>
      <source>Each department by itself</source>
      <translation>各部门自身情况</translation>
    </message>
    <message>
      <source>{before} grids of {departments} departments become {after}</source>
      <translation>{departments} 个部门的 {before} 个网格合为 {after} 个</translation>
    </message>
    <message>
      <source>One grid for all departments</source>
      <translation>多网合一报告</translation>
    </message>
    <message>
      <source>What came out</source>
      <translation>合并结果</translation>
    </message>
    <message>
      <source>less than half the mean workload</source>
      <translation>不足平均工作量的一半</translation>
    </message>
    <message>
      <source>0.5 to 1.5 of the mean</source>
      <translation>平均值的 0.5～1.5 倍</translation>
    </message>
    <message>
      <source>more than 1.5 of the mean</source>
      <translation>超过平均值的 1.5 倍</translation>
    </message>
    <message>
      <source>The new grids; thick lines: communities</source>
      <translation>整合后的网格；粗线为社区界线</translation>
    </message>
    <message>
      <source>The {departments} departments had drawn {before} grids over the same town; now there are {after}, one division for all. {kept} of the old grids go on whole, {split} are split, {merged} joined with others, {mixed} both, and {dissolved} dissolved. {share} of the new borders run where a department had one already, and no border was moved by more than {move} m.</source>
      <translation>{departments} 个部门曾在同一座城市各自划了 {before} 个网格；现在合为 {after} 个，各部门共用一张网。原网格中整体保留 {kept} 个，拆分 {split} 个，合并 {merged} 个，拆分后合并 {mixed} 个，撤销 {dissolved} 个。新边界的 {share} 沿用了某个部门已有的边界，任何边界的移动都不超过 {move} 米。</translation>
    </message>
    <message>
      <source>Checked by what did not make them: the grids have no gap and no overlap, each is in one piece, and none crosses a community.</source>
      <translation>经独立检验：网格之间无空隙、无重叠，每个网格连成一片，且不跨社区。</translation>
    </message>
    <message>
      <source>Checked by what did not make them: the grids have no gap and no overlap, and each is in one piece.</source>
      <translation>经独立检验：网格之间无空隙、无重叠，每个网格连成一片。</translation>
    </message>
    <message>
      <source>The unified grid breaks a rule: see the figures in red before you use it, and choose more grids or check the layer of communities.</source>
      <translation>这张网违反了规则：使用前请查看标红的指标，并增加网格数或检查社区图层。</translation>
    </message>
    <message>
      <source>The tolerance of {tolerance} m was given.</source>
      <translation>容差 {tolerance} m由用户给定。</translation>
    </message>
    <message>
      <source>How near borders became one</source>
      <translation>相近边界如何合为一条</translation>
    </message>
    <message>
      <source>Stretches moved</source>
      <translation>移动的边界段数</translation>
    </message>
    <message>
      <source>Length of these</source>
      <translation>移动边界的长度</translation>
    </message>
    <message>
      <source>Each from one junction to the next; where they lie: layer Moved borders.</source>
      <translation>每段从一个交点到下一个交点；位置见“移动的边界”图层。</translation>
    </message>
    <message>
      <source>Farthest move</source>
      <translation>最大移动距离</translation>
    </message>
    <message>
      <source>Places where a department had given the same ground to two of its grids: {count}. The largest are listed; all stand in the layer of conflicts.</source>
      <translation>同一部门把同一处划给自己两个网格的地方共 {count} 处。下表列出面积最大的；全部见部门内部冲突图层。</translation>
    </message>
    <message>
      <source>Grids with less than half of the mean workload, or more than half above it: {count} of {grids}.</source>
      <translation>工作量不足平均值一半或超出平均值一半以上的网格：{grids} 个中有 {count} 个。</translation>
    </message>
    <message>
      <source>{times} × mean</source>
      <translation>平均值的 {times} 倍</translation>
    </message>
    <message>
      <source>How the workload is spread over the unified grids</source>
      <translation>一张网各网格的工作量分布</translation>
    </message>
    <message>
      <source>How even the workload is</source>
      <translation>工作量是否均衡</translation>
    </message>
    <message>
      <source>Area of a grid, as no workload was given</source>
      <translation>网格面积（未给出工作量）</translation>
    </message>
    <message>
      <source>Grids before, of all departments</source>
      <translation>合并前网格总数</translation>
    </message>
    <message>
      <source>Unified grids</source>
      <translation>合并后网格数</translation>
    </message>
    <message>
      <source>Largest displacement</source>
      <translation>最大位移</translation>
    </message>
    <message>
      <source>How far a place of a border was moved at most: the tolerance, or twice as far where grids of one department overlapped.</source>
      <translation>边界上任一点的最大移动距离：不超过容差；部门自身网格有重叠的，不超过容差的两倍。</translation>
    </message>
    <message>
      <source>Ground without a grid</source>
      <translation>没有网格的面积</translation>
    </message>
    <message>
      <source>Measured in whole square millimetres.</source>
      <translation>按整平方毫米计量。</translation>
    </message>
    <message>
      <source>Ground in two unified grids</source>
      <translation>重叠的面积</translation>
    </message>
    <message>
      <source>Borders that are some department's</source>
      <translation>沿用部门边界的比例</translation>
    </message>
    <message>
      <source>Share of the length of all borders between unified grids along which at least one department had a border.</source>
      <translation>新网格之间的边界中，至少一个部门原来就有边界的长度所占比例。</translation>
    </message>
    <message>
      <source>Grids of even workload</source>
      <translation>工作量均衡的网格</translation>
    </message>
    <message>
      <source>With 0.5 to 1.5 times the mean workload.</source>
      <translation>工作量为平均值的 0.5 至 1.5 倍。</translation>
    </message>
    <message>
      <source>Goes on as one unified grid, alone.</source>
      <translation>单独延续为一个新网格。</translation>
    </message>
    <message>
      <source>Divided among several unified grids.</source>
      <translation>分到多个新网格。</translation>
    </message>
    <message>
      <source>Joined whole with others of the department.</source>
      <translation>整体与本部门其他网格合并。</translation>
    </message>
    <message>
      <source>Divided, and its parts joined with others.</source>
      <translation>拆开后各部分与其他网格合并。</translation>
    </message>
    <message>
      <source>Has no ground of its own: another one lies over it, or it lies outside.</source>
      <translation>没有自己的范围：被另一网格覆盖，或位于范围以外。</translation>
    </message>
    <message>
      <source>Grids before</source>
      <translation>原网格数</translation>
    </message>
    <message>
      <source>Border kept</source>
      <translation>边界保留</translation>
    </message>
    <message>
      <source>Share of the length of the department's borders that are borders of the unified grid.</source>
      <translation>该部门的边界中，仍是一张网边界的长度所占比例。</translation>
    </message>
    <message>
      <source>Unified grid within one old grid</source>
      <translation>新网格落在同一原网格内</translation>
    </message>
    <message>
      <source>Share of the ground of the unified grids that lies in the old grid which has most of each.</source>
      <translation>每个新网格中，占其面积最大的那个原网格所覆盖的面积，合计占总面积的比例。</translation>
    </message>
    <message>
      <source>Variation of information</source>
      <translation>信息变差</translation>
    </message>
    <message>
      <source>How little one division of the ground tells about the other: 0 where both are equal, about 0.7 where every grid was halved.</source>
      <translation>两种划分彼此相差多少：完全相同为 0，每个网格都一分为二约为 0.7。</translation>
    </message>
    <message>
      <source>kept whole</source>
      <translation>整体保留</translation>
    </message>
    <message>
      <source>split</source>
      <translation>拆分</translation>
    </message>
    <message>
      <source>merged</source>
      <translation>合并</translation>
    </message>
    <message>
      <source>split and merged</source>
      <translation>拆分后合并</translation>
    </message>
    <message>
      <source>border moved</source>
      <translation>边界微调</translation>
    </message>
    <message>
      <source>outside the unified grid</source>
      <translation>在一张网之外</translation>
    </message>
    <message>
      <source>drawn twice</source>
      <translation>重复绘制</translation>
    </message>
    <message>
      <source>overlap</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>other departments have this border</source>
      <translation>其他部门也有这条边界</translation>
    </message>
    <message>
      <source>it lies mostly inside the other grid</source>
      <translation>它大部分位于另一网格内</translation>
    </message>
    <message>
      <source>more of the other's border is in conflicts</source>
      <translation>另一网格的边界冲突更多</translation>
    </message>
    <message>
      <source>it is the smaller one</source>
      <translation>它是较小的一个</translation>
    </message>
    <message>
      <source>Made on {date} at {time} by Grid Planner {version}.</source>
      <translation>由 Grid Planner {version} 于 {date} {time} 生成。</translation>
    </message>
    <message>
      <source>Setting</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>取值</translation>
    </message>
    <message>
      <source>How it was made</source>
      <translation>生成方式</translation>
    </message>
    <message>
      <source>Communities or other parents</source>
      <translation>各社区（上级区域）</translation>
    </message>
    <message>
      <source>mean of all grids: {mean}</source>
      <translation>全部网格平均：{mean}</translation>
    </message>
    <message>
      <source>Mean workload of a grid, by community or other parent</source>
      <translation>各社区（上级区域）的网格平均工作量</translation>
    </message>
    <message>
      <source>Grids asked for</source>
      <translation>要求网格数</translation>
    </message>
    <message>
      <source>Mean workload of a grid</source>
      <translation>网格平均工作量</translation>
    </message>
    <message>
      <source>Workload of the parent over its grids.</source>
      <translation>上级区域的工作量除以其网格数。</translation>
    </message>
    <message>
      <source>Deviation</source>
      <translation>偏差</translation>
    </message>
    <message>
      <source>Of this mean from the wanted workload of all grids.</source>
      <translation>该平均值与全部网格期望工作量之差。</translation>
    </message>
    <message>
      <source>Largest deviation inside</source>
      <translation>内部最大偏差</translation>
    </message>
    <message>
      <source>Of a grid from the mean of its own parent.</source>
      <translation>其中某一网格与本社区（上级区域）平均值之差的最大绝对值。</translation>
    </message>
    <message>
      <source>Figures</source>
      <translation>指标</translation>
    </message>
    <message>
      <source>Scores</source>
      <translation>得分</translation>
    </message>
    <message>
      <source>Deviation of the workload</source>
      <translation>工作量偏差</translation>
    </message>
    <message>
      <source>How far the grids are from the wanted workload</source>
      <translation>各网格与期望工作量的偏差</translation>
    </message>
    <message>
      <source>Where the workload is below or above the wanted</source>
      <translation>各处工作量低于或高于期望值的情况</translation>
    </message>
    <message>
      <source>In one piece and compact.</source>
      <translation>连续成片，形状紧凑。</translation>
    </message>
    <message>
      <source>Near the wanted workload.</source>
      <translation>接近期望工作量。</translation>
    </message>
    <message>
      <source>One class of units, compounds whole; 100 where neither was given.</source>
      <translation>单元格类别一致，小区保持完整；两者均未提供时为 100。</translation>
    </message>
    <message>
      <source>Short ways, few neighbours; where given, borders along barriers and short patrols.</source>
      <translation>往返距离短，相邻网格少；已提供相应数据时，边界沿障碍物，巡查路线短。</translation>
    </message>
    <message>
      <source>Score (0 to 100)</source>
      <translation>得分（0 至 100）</translation>
    </message>
    <message>
      <source>Mean</source>
      <translation>均值</translation>
    </message>
    <message>
      <source>Lowest</source>
      <translation>最低</translation>
    </message>
    <message>
      <source>Grid with the lowest</source>
      <translation>得分最低的网格</translation>
    </message>
    <message>
      <source>What gives a high score</source>
      <translation>高分条件</translation>
    </message>
    <message>
      <source>Grids within {limit} % of the wanted workload</source>
      <translation>工作量偏差在 {limit}% 以内的网格</translation>
    </message>
    <message>
      <source>The ideal workload, else the mean.</source>
      <translation>有理想工作量时以其为准，否则以平均值为准。</translation>
    </message>
    <message>
      <source>0: every grid is in one piece.</source>
      <translation>0：每个网格都是连续的一片。</translation>
    </message>
    <message>
      <source>Standard deviation over mean: 0 is perfectly even.</source>
      <translation>标准差除以均值：0 为完全均衡。</translation>
    </message>
    <message>
      <source>Largest deviation of the workload</source>
      <translation>工作量最大偏差</translation>
    </message>
    <message>
      <source>From the ideal workload, else from the mean.</source>
      <translation>相对理想工作量；未给出时相对均值。</translation>
    </message>
    <message>
      <source>Unit borders that are grid borders</source>
      <translation>单元格边界中的网格边界</translation>
    </message>
    <message>
      <source>By length; less means more compact grids.</source>
      <translation>按长度计；越小，网格越紧凑。</translation>
    </message>
    <message>
      <source>4π times area over perimeter squared; circle: 1.</source>
      <translation>4π × 面积 ÷ 周长的平方；圆为 1。</translation>
    </message>
    <message>
      <source>Locked grids</source>
      <translation>锁定的网格</translation>
    </message>
    <message>
      <source>Kept as they were, with their code.</source>
      <translation>保持原样，编码不变。</translation>
    </message>
    <message>
      <source>Gap to the optimum</source>
      <translation>与最优方案的差距</translation>
    </message>
    <message>
      <source>So far the plan can at most be from the best possible.</source>
      <translation>本方案与可能的最优方案之间差距的上限。</translation>
    </message>
    <message>
      <source>Rules</source>
      <translation>规则</translation>
    </message>
    <message>
      <source>The plan breaks {kinds} rules in {count} places.</source>
      <translation>方案违反 {kinds} 类规则，共 {count} 处。</translation>
    </message>
    <message>
      <source>The plan breaks none of the {judged} rules that could be judged; for {open} rules nothing was given.</source>
      <translation>可检查的 {judged} 条规则均未违反；另有 {open} 条因未提供数据而未检查。</translation>
    </message>
    <message>
      <source>The plan breaks no rule.</source>
      <translation>方案没有违反任何规则。</translation>
    </message>
    <message>
      <source>Rule</source>
      <translation>规则</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Times broken</source>
      <translation>违反次数</translation>
    </message>
    <message>
      <source>not judged, nothing given to judge by</source>
      <translation>未检查（未提供依据）</translation>
    </message>
    <message>
      <source>broken</source>
      <translation>违反</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>符合</translation>
    </message>
    <message>
      <source>Breaks no rule</source>
      <translation>未违反规则</translation>
    </message>
    <message>
      <source>First rule broken</source>
      <translation>首要违反的规则</translation>
    </message>
    <message>
      <source>Where rules are broken</source>
      <translation>违反规则的位置</translation>
    </message>
    <message>
      <source>What is wrong, where, and what to do</source>
      <translation>问题、位置和处理办法</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>no</source>
      <translation>否</translation>
    </message>
    <message>
      <source>tolerance: {tolerance} m</source>
      <translation>容差：{tolerance} m</translation>
    </message>
    <message>
      <source>Distance to the border of another department</source>
      <translation>到其他部门边界的距离</translation>
    </message>
    <message>
      <source>Number of corners looked at</source>
      <translation>考察的角点数</translation>
    </message>
    <message>
      <source>How far apart the borders of the departments lie</source>
      <translation>各部门边界相距多远</translation>
    </message>
    <message>
      <source>Corners on the left are the same border drawn twice, a few metres apart; those on the right belong to borders that have nothing to do with each other. The tolerance lies where hardly any are in between.</source>
      <translation>左侧的角点是同一条边界被画了两次、相差几米；右侧的角点属于互不相关的边界。容差取在两者之间几乎没有角点的地方。</translation>
    </message>
    <message>
      <source>Corners on the left are mostly the same border drawn twice, those on the right belong to other borders, but there is no clear gap between them. The tolerance lies where they become rare: check it against what you know of the surveys.</source>
      <translation>左侧的角点多为同一条边界被画了两次，右侧的属于其他边界，但两者之间没有明显的间断。容差取在角点开始变少的地方：请结合各部门测绘精度核对。</translation>
    </message>
    <message>
      <source>Hardly any border lies near another one without being equal to it, so that only what is all but equal counts as one.</source>
      <translation>几乎没有相近而不相同的边界，因此只有几乎完全重合的才视为一条。</translation>
    </message>
    <message>
      <source>{count} more corners lie exactly on the other border.</source>
      <translation>另有 {count} 个角点正好落在对方边界上。</translation>
    </message>
    <message>
      <source>The same grids, planned with other priorities: further left the borders are shorter, further down the workload is more even. Each plan is the best that was found for its priority: one between two priorities need not lie between their plans, and one that another plan beats in both is hollow.</source>
      <translation>同样数量的网格按不同优先级重新规划：越靠左，边界越短；越靠下，工作量越均衡。每个方案都是在其优先级下找到的最好结果：介于两个优先级之间的方案不一定落在二者之间；两方面都不如另一方案的，用空心点表示。</translation>
    </message>
    <message>
      <source>Even or compact</source>
      <translation>均衡与紧凑的取舍</translation>
    </message>
    <message>
      <source>this plan</source>
      <translation>本方案</translation>
    </message>
    <message>
      <source>What evenness costs in compactness</source>
      <translation>均衡性与紧凑性的取舍</translation>
    </message>
    <message>
      <source>Plan</source>
      <translation>方案</translation>
    </message>
    <message>
      <source>between two priorities</source>
      <translation>介于两个优先级之间</translation>
    </message>
    <message>
      <source>{priority} (this plan)</source>
      <translation>{priority}（本方案）</translation>
    </message>
    <message>
      <source>{plan}; another is better in both</source>
      <translation>{plan}；另有方案两方面都更好</translation>
    </message>
    <message>
      <source>Findings: {count} ({kinds}). The output {output} shows where.</source>
      <translation>发现问题共 {count} 处：{kinds}。位置见“{output}”图层。</translation>
    </message>
    <message>
      <source>There is no finding.</source>
      <translation>没有发现问题。</translation>
    </message>
    <message>
      <source>Units had no ground of their own and are left out ({units}): look at the changes, and delete duplicates or give these units a higher priority.</source>
      <translation>有单元格没有自己的地面，已去掉（{units}）：请查看改动，删除重复面，或提高这些单元格的优先级。</translation>
    </message>
    <message>
      <source>{count} gaps are wider than the tolerance of {tolerance} m and stay ({area_m2} m²): raise the tolerance to fill them, or leave them if they are meant.</source>
      <translation>有 {count} 处缝隙比容差 {tolerance} m 宽，予以保留（{area_m2} m²）：如需填补请增大容差，若本应如此可不处理。</translation>
    </message>
    <message>
      <source>{count} places lie farther outside the boundary than the tolerance of {tolerance} m and stay ({area_m2} m²): correct the boundary or raise the tolerance.</source>
      <translation>有 {count} 处超出边界多于容差 {tolerance} m，予以保留（{area_m2} m²）：请修改边界或增大容差。</translation>
    </message>
    <message>
      <source>A border moved by {displacement} m, more than the tolerance of {tolerance} m, because units overlapped that far there ({units}): look at the changes, and give priorities.</source>
      <translation>有边界移动了 {displacement} m，超过容差 {tolerance} m，因为那里的区域（{units}）重叠就有这么深：请查看改动，并设置优先级。</translation>
    </message>
    <message>
      <source>A border moved by {displacement} m, more than the tolerance of {tolerance} m, because the boundary cuts that far into a unit there ({units}): look at the changes, and correct the boundary.</source>
      <translation>有边界移动了 {displacement} m，超过容差 {tolerance} m，因为范围边界在那里切入区域（{units}）这么深：请查看改动，并修改范围边界。</translation>
    </message>
    <message>
      <source>There was nothing to repair: the units came back as they were.</source>
      <translation>没有需要修复之处：单元格原样返回。</translation>
    </message>
    <message>
      <source>in the whole area</source>
      <translation>全部范围</translation>
    </message>
    <message>
      <source>{shown} and {more} more</source>
      <translation>{shown} 等，另有 {more} 个</translation>
    </message>
    <message>
      <source>{name}: {count}</source>
      <translation>{name} {count} 处</translation>
    </message>
    <message>
      <source>{low} or more</source>
      <translation>不小于 {low} 的值</translation>
    </message>
    <message>
      <source>{high} or less</source>
      <translation>不大于 {high} 的值</translation>
    </message>
    <message>
      <source>between {low} and {high}</source>
      <translation>{low} 至 {high} 之间的值</translation>
    </message>
    <message>
      <source>points</source>
      <translation>点</translation>
    </message>
    <message>
      <source>lines</source>
      <translation>线</translation>
    </message>
    <message>
      <source>polygons</source>
      <translation>面</translation>
    </message>
    <message>
      <source>{package} (found {version})</source>
      <translation>{package}（现有版本 {version}）</translation>
    </message>
    <message>
      <source>{field}: {total} in all, the same at each of {levels} levels.</source>
      <translation>{field}：合计 {total}，{levels} 个层级各级相同。</translation>
    </message>
    <message>
      <source>Fields of shares or scores were summed up, which means nothing ({fields}): leave them out.</source>
      <translation>占比或得分字段相加没有意义（{fields}）：请勿选择这些字段。</translation>
    </message>
    <message>
      <source>The levels are not nested in {count} places: see the table of broken places and correct the codes.</source>
      <translation>层级有 {count} 处不嵌套：请查看不嵌套的编码表并更正编码。</translation>
    </message>
    <message>
      <source>{code} ({level}) lies in several areas of {above} ({parents}): give all its parts one parent. Until then it has a row in each.</source>
      <translation>{code}（{level}）有多个 {above} 上级（{parents}）：请统一其上级。在此之前，它在各上级下各有一行。</translation>
    </message>
    <message>
      <source>{code} ({level}) has no code of {above}: fill it in.</source>
      <translation>{code}（{level}）没有 {above} 编码：请补填。</translation>
    </message>
    <message>
      <source>{count} features in {parent} have no code of {level}: fill it in.</source>
      <translation>{parent} 内有 {count} 个要素没有 {level} 编码：请补填。</translation>
    </message>
    <message>
      <source>{count} layers are more than can be merged at once ({most}): leave some out, or merge part of them first and take the result as one layer.</source>
      <translation>{count} 个图层超过一次可整合的上限（{most} 个）：请减少图层，或先整合其中一部分，再把结果作为一个图层使用。</translation>
    </message>
    <message>
      <source>With a tolerance of {tolerance} m, borders on opposite sides of the town become one and its ground is lost: set a tolerance narrower than the grids.</source>
      <translation>容差为 {tolerance} m 时，城区两侧的边界会合为一条，地面随之消失：请把容差设得比网格窄。</translation>
    </message>
    <message>
      <source>The {grids} grids of the layer {layer} overlap in {count} pairs (e.g. {example}), so they do not divide the ground: check whether they belong to several levels or dates, and choose one of them.</source>
      <translation>图层 {layer} 的 {grids} 个网格之间有 {count} 对重叠（如 {example}），并未划分地面：请检查其中是否混有多个层级或不同时期的网格，并只选用其中一种。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but {needed} are needed, because communities and ground apart need one each ({where}): ask for more grids.</source>
      <translation>要求 {asked} 个网格，但至少需要 {needed} 个，因为各社区和互不相连的地面至少各需一个（{where}）：请增加网格数。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but the borders of the departments give only {pieces} pieces of ground to make them of ({where}): ask for fewer grids.</source>
      <translation>要求 {asked} 个网格，但各部门的边界只形成 {pieces} 个地块可供组合（{where}）：请减少网格数。</translation>
    </message>
    <message>
      <source>Only one department's grid can be adopted whole, but several have the weight inf ({departments}): give the others a number.</source>
      <translation>只能整体采用一个部门的网格，但有多个部门的权重为 inf（{departments}）：请把其余部门的权重改为数字。</translation>
    </message>
    <message>
      <source>Borders nearer to each other than {tolerance} m were taken for one: beyond, distances between the borders of the layers are rare.</source>
      <translation>相距不足 {tolerance} m 的边界视为同一条：超过该距离的边界间距很少出现。</translation>
    </message>
    <message>
      <source>Borders nearer to each other than {tolerance} m were taken for one: there the distances between the borders of the layers become rare, though there is no clear gap; set the tolerance yourself if you know how exactly the layers were drawn.</source>
      <translation>相距不到 {tolerance} m的边界视为同一条：各图层边界之间的距离在此处开始变少，但没有明显的间断；若知道各图层的绘制精度，请自行设定容差。</translation>
    </message>
    <message>
      <source>The borders of the layers are equal or have nothing in common, so only those nearer to each other than {tolerance} m were taken for one.</source>
      <translation>各图层的边界相同或互不相关，因此只把相距不到 {tolerance} m的边界视为同一条。</translation>
    </message>
    <message>
      <source>{duplicates} grids of departments were drawn twice and count once; in {count} places ({area_m2} m²) a department had given ground to two of its grids, which was settled by what the borders of the others say: look at the list of conflicts.</source>
      <translation>{duplicates} 个部门网格被重复绘制，只计一次；有 {count} 处（{area_m2} m²）被同一部门划给了两个网格，已依据其他部门的边界裁定：请查看冲突清单。</translation>
    </message>
    <message>
      <source>{count} narrow pieces stay: they are grids of a department, or borders lie farther apart there than the tolerance of {tolerance} m.</source>
      <translation>保留了 {count} 块狭长地块：它们本身是某部门的网格，或该处边界相距超过容差 {tolerance} m。</translation>
    </message>
    <message>
      <source>{percent} % of the ground of the departments ({area_m2} m²) lies outside the communities and has no grid: its rows in the crosswalk say outside; add the communities that are missing if it should have one.</source>
      <translation>各部门网格的地面有 {percent} %（{area_m2} m²）在社区之外，没有归入任何网格：对照表中这些行的关系为 outside；如应归入网格，请补全缺少的社区。</translation>
    </message>
    <message>
      <source>The grids of {department} were adopted as they are, so the number of grids and the maximum workload were not used: give a number as its weight to have grids divided anew.</source>
      <translation>已原样采用 {department} 的网格，因此未使用网格数和最大工作量：如需重新划分，请把该部门的权重改为数字。</translation>
    </message>
    <message>
      <source>{count} of {total} grids have more than the maximum workload of {maximum}: they are single pieces of ground that no border divides, or more grids are needed than were asked for.</source>
      <translation>{total} 个网格中有 {count} 个超过最大工作量 {maximum}：它们是没有边界可再划分的单块地块，或需要比指定更多的网格。</translation>
    </message>
    <message>
      <source>{count} codes of the grids of before are no longer used, and were not given to other grids ({codes}).</source>
      <translation>原有网格中有 {count} 个编码不再使用，也未分配给其他网格（{codes}）。</translation>
    </message>
    <message>
      <source>{count} grids lie over several communities and have community digits from 601 on ({codes}): choose a layer of communities to keep grids inside them.</source>
      <translation>{count} 个网格跨多个社区，其社区码从 601 起编（{codes}）：如需网格不跨社区，请选择社区图层。</translation>
    </message>
    <message>
      <source>The workload of some units is empty ({units}): fill it in, 0 included, or run Measure workload first.</source>
      <translation>部分单元格的工作量为空（{units}）：请补填（没有时填 0），或先运行“测算工作量”。</translation>
    </message>
    <message>
      <source>The workload of some units is too large to be meant ({units}): correct it, tables fill such numbers in where there is no value.</source>
      <translation>部分单元格的工作量大得不合常理（{units}）：请更正；表中常以此类数字填充空值。</translation>
    </message>
    <message>
      <source>The workload of some units is below zero ({units}): correct it, a workload is zero or more.</source>
      <translation>部分单元格的工作量小于零（{units}）：请更正，工作量应大于或等于零。</translation>
    </message>
    <message>
      <source>The workload of all units is zero: choose another workload field, or none to balance the area.</source>
      <translation>所有单元格的工作量都为零：请选择其他工作量字段；不选则按面积均衡。</translation>
    </message>
    <message>
      <source>It is not known how many grids to make: enter a number of grids, a quota table, an ideal workload or the field of the current grid.</source>
      <translation>无法确定网格数：请输入网格数、配额表、理想工作量或现有网格字段。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but there are only {units} units (or groups kept together) to give out ({where}): ask for fewer grids or make smaller units.</source>
      <translation>要求 {asked} 个网格，但只有 {units} 个单元格（或保持完整的组）可供分配（{where}）：请减少网格数，或把单元格划得更小。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but with {locked} locked grids there can be {needed} to {possible} ({where}): change the number, or unlock grids.</source>
      <translation>要求划分 {asked} 个网格，但已锁定 {locked} 个网格，只能得到 {needed} 到 {possible} 个（{where}）：请修改数量，或解除部分锁定。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but {needed} are needed because every separate part needs at least one ({where}; areas in several parts first): ask for more grids, leave out borders, or set a bridge distance for islands.</source>
      <translation>要求 {asked} 个网格，但至少需要 {needed} 个，因为每个独立部分至少要有一个网格（{where}；分成几部分的区域列在前面）：请增加网格数、减少界线约束，或为孤立部分设置桥接距离。</translation>
    </message>
    <message>
      <source>It is not known how to read the quota table: choose the parent field of the units, and in the table the field with the code of the parent and the field with the number of grids.</source>
      <translation>无法读取配额表：请选择单元格的上级区域字段，以及配额表中的上级区域编码字段和网格数字段。</translation>
    </message>
    <message>
      <source>The quota table names parents that no unit has ({parents}): correct the codes in the table or in the parent field of the units.</source>
      <translation>配额表中有些上级区域没有任何单元格（{parents}）：请更正配额表或单元格上级区域字段中的编码。</translation>
    </message>
    <message>
      <source>The quota table has no row for parents that have units ({parents}): add a row for each.</source>
      <translation>有些上级区域有单元格，但配额表中没有对应的行（{parents}）：请为每个区域补充一行。</translation>
    </message>
    <message>
      <source>The quota of some parents is not a whole number above zero ({parents}): correct the table.</source>
      <translation>有些上级区域的配额不是大于零的整数（{parents}）：请更正配额表。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but the quota adds up to {total}: correct one of them, or set the number of grids to 0 to follow the quota.</source>
      <translation>要求 {asked} 个网格，但配额合计为 {total}：请更正其中之一，或把网格数设为 0 以采用配额。</translation>
    </message>
    <message>
      <source>The minimum workload of a grid ({minimum}) exceeds the maximum ({maximum}): exchange or correct them.</source>
      <translation>每个网格的最小工作量（{minimum}）大于最大工作量（{maximum}）：请对调或更正。</translation>
    </message>
    <message>
      <source>The limit {entry} cannot be read: write the name of the quantity, = and the least and the most of it with two dots between, one of which may be left out, like {example}.</source>
      <translation>无法识别限值 {entry}：请写数量名称、等号、下限、两个点和上限（上下限可省略其一），例如 {example}。</translation>
    </message>
    <message>
      <source>The limit {entry} is for a quantity that was limited before: write both ends in one, like {example}.</source>
      <translation>限值 {entry} 的数量前面已经限定：请把上下限写在一处，例如 {example}。</translation>
    </message>
    <message>
      <source>In the limit {entry} the least exceeds the most: exchange or correct them, like {example}.</source>
      <translation>限值 {entry} 的下限大于上限：请对调或改正，例如 {example}。</translation>
    </message>
    <message>
      <source>Some units (or groups kept together) alone exceed the most of {quantity} that a grid may hold, {maximum} ({units}): raise the limit or split these units.</source>
      <translation>部分单元格（或须保持完整的组）自身的 {quantity} 已超过每个网格的上限 {maximum}（{units}）：请提高上限，或拆分这些单元格。</translation>
    </message>
    <message>
      <source>{grids} grids cannot stay within {quantity} of {maximum} each ({where}): there are {total} and room for {room}, so ask for at least {needed} grids or raise the limit.</source>
      <translation>{grids} 个网格无法使每个网格的 {quantity} 不超过 {maximum}（{where}）：共有 {total}，最多容纳 {room}，请至少要求 {needed} 个网格，或提高上限。</translation>
    </message>
    <message>
      <source>{grids} grids cannot all reach {quantity} of {minimum} ({where}): there are {total} and {demand} would be needed, so ask for at most {possible} grids or lower the limit.</source>
      <translation>{grids} 个网格的 {quantity} 无法都达到 {minimum}（{where}）：共有 {total}，需要 {demand}，请最多要求 {possible} 个网格，或降低下限。</translation>
    </message>
    <message>
      <source>No number of grids suits {where}: with {above} there must be at least {needed}, with {below} at most {possible}, so widen one of the two limits.</source>
      <translation>{where} 没有合适的网格数：按 {above} 至少需要 {needed} 个，按 {below} 最多只能有 {possible} 个，请放宽其中一个限值。</translation>
    </message>
    <message>
      <source>The locked grid {grid} is in {pieces} pieces: unlock it, mend it, or set a bridge distance.</source>
      <translation>锁定的网格 {grid} 分成了 {pieces} 片：请解除锁定、修复该网格，或设置桥接距离。</translation>
    </message>
    <message>
      <source>Units are locked, but it is not known to which grid they belong: choose the field of the current grid, or leave the lock field out.</source>
      <translation>有单元格被锁定，但不知道它们属于哪个网格：请选择现有网格字段，或不使用锁定字段。</translation>
    </message>
    <message>
      <source>The units of {group} must stay together but lie in different parents: give them one parent or take them out of the group.</source>
      <translation>{group} 的单元格须保持完整，却位于不同的上级区域：请统一其上级区域，或将其移出该组。</translation>
    </message>
    <message>
      <source>The units of {group} must stay together but do not touch each other: take the separate ones out of the group, or set a bridge distance.</source>
      <translation>{group} 的单元格须保持完整，却互不相邻：请把分离的单元格移出该组，或设置桥接距离。</translation>
    </message>
    <message>
      <source>Some units of {group}, which must stay together, are in a locked grid and some are not: unlock the grid or take units out of the group.</source>
      <translation>{group} 须保持完整，但其单元格一部分在锁定的网格内，一部分不在：请解除该网格的锁定，或把单元格移出该组。</translation>
    </message>
    <message>
      <source>Some units (or groups kept together) alone exceed the maximum workload of {maximum} ({units}): raise the maximum or split these units.</source>
      <translation>部分单元格（或保持完整的组）自身的工作量已超过最大值 {maximum}（{units}）：请提高最大值，或拆分这些单元格。</translation>
    </message>
    <message>
      <source>{grids} grids cannot stay under the maximum workload of {maximum} ({where}): ask for at least {needed} grids or raise the maximum.</source>
      <translation>{grids} 个网格无法都不超过最大工作量 {maximum}（{where}）：请至少设 {needed} 个网格，或提高最大值。</translation>
    </message>
    <message>
      <source>{grids} grids cannot all reach the minimum workload of {minimum} ({where}): ask for at most {possible} grids or lower the minimum.</source>
      <translation>{grids} 个网格无法都达到最小工作量 {minimum}（{where}）：请最多设 {possible} 个网格，或降低最小值。</translation>
    </message>
    <message>
      <source>No plan of {grids} grids within the limits ({limits}) was found, {broken} is beyond them and the hard places are {where}: widen the limits, change the number of grids there, or divide heavy units.</source>
      <translation>未找到符合限值（{limits}）的 {grids} 个网格的方案，{broken} 超出限值，困难之处在 {where}：请放宽限值、调整当地网格数，或拆分过重的单元格。</translation>
    </message>
    <message>
      <source>The check of the finished plan found broken rules, so nothing was written; please report this with your data: {rules}</source>
      <translation>对完成的方案进行检查时发现违反规则，因此没有写出任何结果；请附上数据反馈此问题：{rules}</translation>
    </message>
    <message>
      <source>None of the {count} rows of the staff table names a grid of the layer (there: {codes}; in the layer: {examples}): choose the fields that hold the same codes.</source>
      <translation>人员表的 {count} 行都不对应图层中的任何网格（表中：{codes}；图层中：{examples}）：请选择编码一致的字段。</translation>
    </message>
    <message>
      <source>Nothing says which levels to sum up by: choose the fields of the levels, or a code whose first digits name them.</source>
      <translation>没有说明按哪些层级汇总：请选择各级编码字段，或选择按位数分级的编码。</translation>
    </message>
    <message>
      <source>even and compact alike</source>
      <translation>均衡与紧凑并重</translation>
    </message>
    <message>
      <source>even first</source>
      <translation>均衡优先</translation>
    </message>
    <message>
      <source>compact first</source>
      <translation>紧凑优先</translation>
    </message>
    <message>
      <source>compact within the tolerance</source>
      <translation>允许偏差内力求紧凑</translation>
    </message>
    <message>
      <source>supervision</source>
      <translation>巡查监督</translation>
    </message>
    <message>
      <source>disposal</source>
      <translation>管理处置</translation>
    </message>
    <message>
      <source>unified</source>
      <translation>统一（综合）</translation>
    </message>
    <message>
      <source>The ideal workload asks for {asked} grids; {used} were made, because every separate part needs at least one and the limits of the workload hold.</source>
      <translation>按理想工作量应有 {asked} 个网格；实际生成 {used} 个，因为每个独立部分至少要有一个网格，且须遵守工作量限值。</translation>
    </message>
    <message>
      <source>{count} of {total} parents have another number of grids than at present ({parents}): a quota table keeps the numbers, or a stability above 0 and as many grids as now.</source>
      <translation>{total} 个上级区域中有 {count} 个的网格数与现状不同（{parents}）：如需保持，请使用配额表，或将稳定性设为大于 0 并取现有的网格总数。</translation>
    </message>
    <message>
      <source>The stability of {stability} has no effect, because no unit that can move is in a current grid: choose the field of the current grid, or set the stability to 0.</source>
      <translation>没有可调整的单元格属于现有网格，稳定性 {stability} 不起作用：请指定现有网格字段，或将稳定性设为 0。</translation>
    </message>
    <message>
      <source>{count} grids are one unit each that alone has over {percent} % more workload than wanted ({grids}); units are not divided. Larger grids or smaller units make the plan more even.</source>
      <translation>{count} 个网格各只有一个单元格，其工作量比期望值高出 {percent}% 以上（{grids}）；单元格不拆分。增大网格或缩小单元格，可使方案更均衡。</translation>
    </message>
    <message>
      <source>{count} grids are in one piece by their units, but come out as several polygons, because these units are drawn some centimetres apart: run Audit coverage and close the gaps.</source>
      <translation>{count} 个网格按单元格相邻关系是连续的，合并后却分成几个面，因为单元格绘制时相距几厘米：请运行“覆盖检查”并消除缝隙。</translation>
    </message>
    <message>
      <source>Proved: no plan with as many grids in each part is better by more than {gap} %. {closed} of {parts} separate parts are at their best.</source>
      <translation>已证明：各部分网格数相同的方案中，没有任何方案能再好 {gap}% 以上。{parts} 个独立部分中有 {closed} 个已达最优。</translation>
    </message>
    <message>
      <source>{closed} of {parts} separate parts are proved to be at their best. In {seconds} s nothing could be said about {open}, so no gap is given: allow more time or ask for smaller grids.</source>
      <translation>{parts} 个独立部分中有 {closed} 个已证明最优。{seconds} 秒内对其中 {open} 个未能得出结论，因此不给出差距：请延长时间上限，或减小网格。</translation>
    </message>
    <message>
      <source>The time limit of {seconds} s ended the last improvements, so the plan depends on the speed of the computer: allow more time for one that does not.</source>
      <translation>{seconds} s 的时间上限中止了最后的改进，方案因此与计算机快慢有关：放宽时间上限即可避免。</translation>
    </message>
    <message>
      <source>Each of the {count} units is a grid of its own: check whether {field} is the field with the codes of the grids.</source>
      <translation>{count} 个单元格各自成为一个网格：请检查“{field}”是否选对了存放网格编码的字段。</translation>
    </message>
    <message>
      <source>{count} units lie over other units ({units}), so their ground is counted twice: run Repair coverage first.</source>
      <translation>有 {count} 个单元格与其他单元格重叠（{units}），重叠部分被重复计算：请先运行“覆盖修复”。</translation>
    </message>
    <message>
      <source>No unit moved: both plans divide the units alike.</source>
      <translation>没有单元格调整：两个方案的划分相同。</translation>
    </message>
    <message>
      <source>{count} grids live on under another code ({codes}); units that stay in them do not count as moved.</source>
      <translation>{count} 个网格更换编码后延续（{codes}）；留在其中的单元格不计为调整。</translation>
    </message>
    <message>
      <source>{count} units had no grid before ({units}): they count as moved where they have one now.</source>
      <translation>有 {count} 个单元格调整前没有网格（{units}）：现在有网格的计为调整。</translation>
    </message>
    <message>
      <source>{count} units have no grid after ({units}): they count as moved where they had one; give each one a grid.</source>
      <translation>有 {count} 个单元格调整后没有网格（{units}）：原来有网格的计为调整；请为其逐一指定网格。</translation>
    </message>
    <message>
      <source>With the priority {priority}: coefficient of variation of the workload {cv} %, {cut} % of unit borders are grid borders.</source>
      <translation>优先目标为 {priority} 时：工作量变异系数 {cv}%，{cut}% 的单元格边界成为网格边界。</translation>
    </message>
    <message>
      <source>Between two priorities: coefficient of variation of the workload {cv} %, {cut} % of unit borders are grid borders.</source>
      <translation>介于两种优先目标之间：工作量变异系数 {cv}%，{cut}% 的单元格边界成为网格边界。</translation>
    </message>
    <message>
      <source>Units belong to no grid ({units}): give each one the code of its grid.</source>
      <translation>有单元格不属于任何网格（{units}）：请为每个单元格填写网格编码。</translation>
    </message>
    <message>
      <source>The grid {grid} lies in several parents ({parents}): divide it along their border; the units outside its main parent are {units}.</source>
      <translation>网格 {grid} 跨多个上级区域（{parents}）：请沿其界线划开；不在主要上级区域内的单元格为 {units}。</translation>
    </message>
    <message>
      <source>The grid {grid} is in {pieces} pieces: give the units apart from the largest ({units}) to their neighbours, or set a bridge distance for islands.</source>
      <translation>网格 {grid} 分成了 {pieces} 片：请把最大一片以外的单元格（{units}）划给相邻网格，或为孤立部分设置桥接距离。</translation>
    </message>
    <message>
      <source>The grid {grid} holds together only across a barrier, which leaves {pieces} pieces: divide it along the barrier; beyond it lie {units}.</source>
      <translation>网格 {grid} 仅靠跨越障碍物相连，被分成 {pieces} 片：请沿障碍物划开；位于障碍物另一侧的单元格为 {units}。</translation>
    </message>
    <message>
      <source>The units of {group} shall stay together but are divided among grids ({grids}): put them into one; those outside the grid that has most of them are {units}.</source>
      <translation>{group} 的单元格应保持在一起，却分在多个网格（{grids}）：请划入同一网格；不在其主要网格内的单元格为 {units}。</translation>
    </message>
    <message>
      <source>The grid {grid} has a workload of {workload}, above the maximum of {limit}: give units away to its neighbours.</source>
      <translation>网格 {grid} 的工作量为 {workload}，高于最大值 {limit}：请把部分单元格划给相邻网格。</translation>
    </message>
    <message>
      <source>The grid {grid} has a workload of {workload}, below the minimum of {limit}: take units from its neighbours.</source>
      <translation>网格 {grid} 的工作量为 {workload}，低于最小值 {limit}：请从相邻网格划入单元格。</translation>
    </message>
    <message>
      <source>The grid {grid} has {quantity} of {amount}, above the limit of {limit}: give units away to its neighbours.</source>
      <translation>网格 {grid} 的 {quantity} 为 {amount}，超过上限 {limit}：请把部分单元格划给相邻网格。</translation>
    </message>
    <message>
      <source>The grid {grid} has {quantity} of {amount}, below the limit of {limit}: take units from its neighbours.</source>
      <translation>网格 {grid} 的 {quantity} 为 {amount}，低于下限 {limit}：请从相邻网格划入单元格。</translation>
    </message>
    <message>
      <source>The grid {grid} has a workload of {workload}, {deviation} % off the wanted {wanted}, where {tolerance} % are allowed: exchange units with its neighbours.</source>
      <translation>网格 {grid} 的工作量为 {workload}，与期望值 {wanted} 相差 {deviation} %，允许 {tolerance} %：请与相邻网格交换单元格。</translation>
    </message>
    <message>
      <source>The locked grid {grid} was changed ({units}): give it its units back, or unlock it.</source>
      <translation>锁定的网格 {grid} 发生了变化（{units}）：请恢复其单元格，或解除锁定。</translation>
    </message>
    <message>
      <source>{asked} grids were asked for, but there are {got}: split or merge grids.</source>
      <translation>要求 {asked} 个网格，实际为 {got} 个：请拆分或合并网格。</translation>
    </message>
    <message>
      <source>The parent {parent} shall have {asked} grids, but has {got}: split or merge grids there.</source>
      <translation>上级区域 {parent} 应有 {asked} 个网格，实际为 {got} 个：请在该区域内拆分或合并网格。</translation>
    </message>
    <message>
      <source>The plan breaks rules in {count} places ({kinds}).</source>
      <translation>方案有 {count} 处违反规则（{kinds}）。</translation>
    </message>
    <message>
      <source>{count} more broken rules are not listed here: ask for the output {output} or {other}.</source>
      <translation>另有 {count} 处违反规则未在此列出：请输出“{output}”或“{other}”查看。</translation>
    </message>
    <message>
      <source>The plan breaks none of the {count} rules that could be judged.</source>
      <translation>可以检查的 {count} 条规则，方案全部符合。</translation>
    </message>
    <message>
      <source>This tool needs Python packages that QGIS does not have yet: {packages}; open the OSGeo4W Shell, run: python -m pip install --user {install} and start QGIS again.</source>
      <translation>此工具需要 QGIS 尚未具备的 Python 包：{packages}。请打开 OSGeo4W Shell，运行 python -m pip install --user {install}，然后重新启动 QGIS。</translation>
    </message>
    <message>
      <source>This tool needs Python packages that QGIS does not have yet: {packages}; open a terminal, run: /Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {install} and start QGIS again.</source>
      <translation>此工具需要 QGIS 尚未具备的 Python 包：{packages}。请打开“终端”，运行 /Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {install}，然后重新启动 QGIS。</translation>
    </message>
    <message>
      <source>This tool needs Python packages that QGIS does not have yet: {packages}; where the package manager has shapely 2, install python3-geopandas, python3-scipy, python3-rtree and python3-matplotlib with it and start QGIS again; else (Debian 12, Ubuntu 22.04) run: /usr/bin/python3 -m venv --system-site-packages ~/grid_planner_env, then: ~/grid_planner_env/bin/pip install {install} "numpy&lt;2", and start QGIS with: PYTHONPATH=$(echo ~/grid_planner_env/lib/python3*/site-packages) qgis (see the README).</source>
      <translation>此工具需要 QGIS 尚未具备的 Python 包：{packages}。软件包管理器提供 shapely 2 时，用它安装 python3-geopandas、python3-scipy、python3-rtree、python3-matplotlib，然后重新启动 QGIS；否则（Debian 12、Ubuntu 22.04）请运行 /usr/bin/python3 -m venv --system-site-packages ~/grid_planner_env，再运行 ~/grid_planner_env/bin/pip install {install} "numpy&lt;2"，然后用 PYTHONPATH=$(echo ~/grid_planner_env/lib/python3*/site-packages) qgis 启动 QGIS（见 README）。</translation>
    </message>
    <message>
      <source>The field {field} of the layer {layer} does not hold numbers: choose a numeric field or convert it with the field calculator.</source>
      <translation>图层“{layer}”的字段 {field} 不是数值：请选择数值型字段，或用字段计算器转换。</translation>
    </message>
    <message>
      <source>{output} cannot be written to {place} ({reason}): check that the folder exists and may be written to, that the file is not open elsewhere, and that the disk has room.</source>
      <translation>“{output}”无法写入 {place}（{reason}）：请确认文件夹存在且可以写入，文件没有在别处打开，磁盘有足够空间。</translation>
    </message>
    <message>
      <source>{output} and {other} would be written to one file ({place}), where one deletes the other: choose another file for one of them.</source>
      <translation>“{output}”和“{other}”要写入同一个文件（{place}），后写的会删除先写的：请为其中一个另选文件。</translation>
    </message>
    <message>
      <source>{output} would replace the file {place}, which holds an input and other layers: choose another file.</source>
      <translation>“{output}”会替换文件 {place}，而该文件中有输入图层和其他图层：请另选文件。</translation>
    </message>
    <message>
      <source>{parameter} takes {wanted}, which the layer {layer} does not hold: choose another layer.</source>
      <translation>“{parameter}”需要{wanted}，而图层“{layer}”不是：请另选图层。</translation>
    </message>
    <message>
      <source>The layer {layer} has no coordinate reference system: set the right one in its properties (Source) and run again.</source>
      <translation>图层“{layer}”没有坐标参照系：请在图层属性的“源”页中设置正确的坐标参照系后重新运行。</translation>
    </message>
    <message>
      <source>The coordinates of the layer {layer} ({x}, {y}) cannot lie in its coordinate reference system {crs}: set the right one in its properties (Source) and run again.</source>
      <translation>图层“{layer}”的坐标（{x}, {y}）不可能位于其坐标参照系 {crs} 中：请在图层属性的“源”页中设置正确的坐标参照系后重新运行。</translation>
    </message>
    <message>
      <source>The layer {layer} has no feature with a usable geometry: check its filter and the selection, or choose another layer.</source>
      <translation>图层“{layer}”没有几何可用的要素：请检查其过滤条件和选择，或选用其他图层。</translation>
    </message>
    <message>
      <source>The layers {layer} and {other} do not overlap anywhere: check that both have the right coordinate reference system and cover the same place.</source>
      <translation>图层“{layer}”与“{other}”没有任何重合之处：请检查两者的坐标参照系是否正确、是否覆盖同一地区。</translation>
    </message>
    <message>
      <source>The layer {layer} has no field {field}: choose one of its fields. In a file of several layers check that the right one is open (file.gpkg|layername=…).</source>
      <translation>图层“{layer}”没有字段 {field}：请选择该图层已有的字段。文件含多个图层时，请检查打开的是否为所需图层（file.gpkg|layername=…）。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} have no code in the field {field}: fill it in or choose another field.</source>
      <translation>图层“{layer}”有 {count} 个要素的字段 {field} 没有编码：请补填，或选择其他字段。</translation>
    </message>
    <message>
      <source>In the layer {layer} several features carry the same code in the field {field} ({codes}): make the codes unique or choose another field.</source>
      <translation>图层“{layer}”中有多个要素的字段 {field} 编码相同（{codes}）：请使编码唯一，或选择其他字段。</translation>
    </message>
    <message>
      <source>The table {layer} has no row: check its filter and the selection, or choose another one.</source>
      <translation>表“{layer}”没有任何行：请检查筛选条件和选择，或另选一张表。</translation>
    </message>
    <message>
      <source>{parameter} is {value}, but must be {range}: enter a value in this range.</source>
      <translation>“{parameter}”为 {value}，但应为 {range}：请输入此范围内的值。</translation>
    </message>
    <message>
      <source>{parameter} is {value}, which is not an option: choose one of {options}.</source>
      <translation>“{parameter}”为 {value}，不是可用选项：请从 {options} 中选择。</translation>
    </message>
    <message>
      <source>{parameter} cannot be read ({value}): write it like {example}.</source>
      <translation>无法识别“{parameter}”的内容（{value}）：请按 {example} 的形式填写。</translation>
    </message>
    <message>
      <source>The table {file} cannot be opened: choose an existing CSV file or leave the parameter empty.</source>
      <translation>无法打开表 {file}：请选择存在的 CSV 文件，或不填该参数。</translation>
    </message>
    <message>
      <source>The table {file} cannot be read as text: save it as CSV in {allowed}.</source>
      <translation>无法以文本方式读取表 {file}：请另存为 CSV，编码采用 {allowed}。</translation>
    </message>
    <message>
      <source>The table {file} holds no line: write one line for each rule under the head {allowed}.</source>
      <translation>表 {file} 中没有内容：请在表头 {allowed} 之下每行填写一条。</translation>
    </message>
    <message>
      <source>The head of the table {file} (line {line}) is {found}, but must have the columns {allowed}: correct it, with commas between them.</source>
      <translation>表 {file} 的表头（第 {line} 行）为 {found}，但必须包含列 {allowed}：请更正，各列以英文逗号分隔。</translation>
    </message>
    <message>
      <source>Line {line} of the table {file} has more cells than the head ({allowed}): put cells that hold a comma between quotes.</source>
      <translation>表 {file} 第 {line} 行的单元数多于表头（{allowed}）：含逗号的内容请加英文引号。</translation>
    </message>
    <message>
      <source>In line {line} of the table {file}, column {column} is {found}, which cannot be used: write it with {allowed}.</source>
      <translation>表 {file} 第 {line} 行 {column} 列为 {found}，无法使用：请按 {allowed} 填写。</translation>
    </message>
    <message>
      <source>In line {line} of the table {file}, column {column} is {found}, which stands in an earlier line already: give every line its own.</source>
      <translation>表 {file} 第 {line} 行 {column} 列为 {found}，与前面的行重复：请使每行各不相同。</translation>
    </message>
    <message>
      <source>The Dask cluster {address} cannot be used because the package dask[distributed] is missing: install it for the Python that QGIS uses, or leave the address empty.</source>
      <translation>无法使用 Dask 集群 {address}，因为缺少 dask[distributed] 包：请为 QGIS 所用的 Python 安装该包，或将地址留空。</translation>
    </message>
    <message>
      <source>The Dask cluster {address} does not answer: start its scheduler, correct the address, or leave it empty.</source>
      <translation>Dask 集群 {address} 没有响应：请启动其调度器、更正地址，或将地址留空。</translation>
    </message>
    <message>
      <source>The limits of the area are out of order (minimum {minimum} m², target {target} m², maximum {maximum} m²): the minimum must not exceed the target, nor the target the maximum.</source>
      <translation>面积限值的顺序有误（最小 {minimum} m²，目标 {target} m²，最大 {maximum} m²）：最小面积不得大于目标面积，目标面积不得大于最大面积。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} had an invalid geometry and were repaired for this run ({ids}): check their shape in the layer.</source>
      <translation>图层“{layer}”有 {count} 个要素的几何无效，已在本次运行中修复（{ids}）：请在图层中检查其形状。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} have no geometry and were left out ({ids}).</source>
      <translation>图层“{layer}”有 {count} 个要素没有几何，已被忽略（{ids}）。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} are of another kind of geometry and were left out ({ids}).</source>
      <translation>图层“{layer}”中有 {count} 个要素属于其他几何类型，未参与计算（{ids}）。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} lie where no map of this place reaches and were left out ({ids}): correct their coordinates.</source>
      <translation>图层“{layer}”中有 {count} 个要素的坐标远离此地，无法换算，未参与计算（{ids}）：请更正其坐标。</translation>
    </message>
    <message>
      <source>The layer {layer} has no feature with a usable geometry, so it has no effect: check its filter and the selection.</source>
      <translation>图层“{layer}”没有几何可用的要素，因此不起作用：请检查其过滤条件和选择集。</translation>
    </message>
    <message>
      <source>The layer is in {source}, so lengths and areas are measured in {crs}; the result is given back in {source}.</source>
      <translation>图层采用 {source}，因此长度和面积在 {crs} 中量算；结果仍以 {source} 给出。</translation>
    </message>
    <message>
      <source>The first plan on this computer takes some seconds more, because the calculation is compiled for it; later ones start at once.</source>
      <translation>在本机首次规划时需编译计算程序，会多用几秒；以后立即开始。</translation>
    </message>
    <message>
      <source>A shapefile holds field names of up to 10 characters, so some were shortened ({names}): write a GeoPackage to keep them.</source>
      <translation>Shapefile 的字段名最多 10 个字符，部分字段名已缩短（{names}）：如需保留原名，请输出为 GeoPackage。</translation>
    </message>
    <message>
      <source>A shapefile holds texts of up to {most} bytes, so those of {count} features were cut: write a GeoPackage to keep them, codes that are cut can become equal.</source>
      <translation>Shapefile 的文本最多 {most} 字节，有 {count} 个要素的文本被截断：截断后的编码可能重复，如需完整保留，请输出为 GeoPackage。</translation>
    </message>
    <message>
      <source>A GeoPackage needs some field names for itself, so fields were renamed ({names}).</source>
      <translation>GeoPackage 自身占用某些字段名，因此部分字段已改名（{names}）。</translation>
    </message>
    <message>
      <source>{count} of {total} grids have no chief ({grids}): name one for each in the staff table.</source>
      <translation>{total} 个网格中有 {count} 个缺网格长（{grids}）：请在人员表中逐一落实。</translation>
    </message>
    <message>
      <source>{count} grids have staff but no chief, because these posts make none ({posts}): name a chief, or add the post to {parameter}.</source>
      <translation>{count} 个网格有人员但没有负责人，因为这些岗位不是负责人岗位（{posts}）：请落实网格长，或把该岗位加入“{parameter}”。</translation>
    </message>
    <message>
      <source>{count} grids have several chiefs of the same post ({grids}), of whom the first of the table is taken: give each its own post, or put them in order.</source>
      <translation>{count} 个网格有多名同岗位的负责人（{grids}），取表中第一名：请区分岗位或调整顺序。</translation>
    </message>
    <message>
      <source>{count} names stand at several grids ({persons}): check whether it is one person.</source>
      <translation>{count} 个姓名出现在多个网格（{persons}）：请核实是否为同一人。</translation>
    </message>
    <message>
      <source>Several features carry the same code and count as one grid ({codes}): check that they are parts of one.</source>
      <translation>有多个要素编码相同，视为同一个网格（{codes}）：请核实它们是否属于同一网格。</translation>
    </message>
    <message>
      <source>{count} rows of the staff table belong to no grid: see the table of rows left over.</source>
      <translation>人员表中有 {count} 行不属于任何网格：见未落实的人员表。</translation>
    </message>
    <message>
      <source>The row names no grid: fill in its code.</source>
      <translation>该行没有网格编码：请补填。</translation>
    </message>
    <message>
      <source>There is no grid {grid} in the layer: correct the code.</source>
      <translation>图层中没有网格 {grid}：请更正编码。</translation>
    </message>
    <message>
      <source>The post at the grid {grid} is vacant: fill in who has it.</source>
      <translation>网格 {grid} 的岗位空缺：请填写人员。</translation>
    </message>
    <message>
      <source>{area_km2} km² in units of {target} m² are about {units} units, but one run makes up to {limit}: raise the target area, or choose a smaller area such as one district.</source>
      <translation>{area_km2} km² 按每个 {target} m² 划分约有 {units} 个单元，而一次运行最多划分 {limit} 个：请增大目标面积，或选择较小的范围（例如一个区）。</translation>
    </message>
    <message>
      <source>The area {area} needs {units} serial numbers, but its code has room for {capacity} only: make larger units, choose a code profile with longer serial numbers, or encode the units with letters.</source>
      <translation>区域 {area} 需要 {units} 个顺序码，但其编码只能容纳 {capacity} 个：请划分更大的单元格，选择顺序码更长的编码方案，或在单元格编码中允许使用字母。</translation>
    </message>
    <message>
      <source>There is nothing to classify by: choose at least one layer of buildings, points of interest or land use, or the field of classes set by hand.</source>
      <translation>没有分类依据：请至少选择建筑物、兴趣点、用地图层之一，或人工指定类别的字段。</translation>
    </message>
    <message>
      <source>Nothing that makes work lies in the units ({components} all zero): check that the layers lie where the units lie and that their fields hold numbers above zero.</source>
      <translation>单元内没有任何可计的工作量（{components} 全为 0）：请检查各图层与单元是否在同一位置，字段中是否有大于 0 的数值。</translation>
    </message>
    <message>
      <source>There is nothing to measure workload from: choose at least one layer of population, buildings, points of interest, cases or streets.</source>
      <translation>没有可用来测算工作量的图层：请在人口、建筑物、兴趣点、案件、街道中至少选择一个图层。</translation>
    </message>
    <message>
      <source>Some units have no geometry, or one without area ({units}): draw them or leave them out.</source>
      <translation>部分单元格没有几何图形或面积为零（{units}）：请绘制或去掉。</translation>
    </message>
    <message>
      <source>The field {quantity}, which is limited, is empty for some units ({units}): fill it in, 0 included, or leave out its limit.</source>
      <translation>设有限值的字段 {quantity} 在部分单元格（{units}）为空：请填写（没有的填 0），或取消该限值。</translation>
    </message>
    <message>
      <source>The field {quantity}, which is limited, is below zero for some units ({units}): correct it, an amount is zero or more.</source>
      <translation>设有限值的字段 {quantity} 在部分单元格（{units}）小于零：请改正，数量应大于或等于零。</translation>
    </message>
    <message>
      <source>Several areas carry the same code ({codes}): their units are numbered in one series.</source>
      <translation>多个区域的编码相同（{codes}）：其单元格按同一序列编号。</translation>
    </message>
    <message>
      <source>The borders of {count} areas were settled first: laid on barriers along them (moved by up to {displacement} m) and closed where they left narrow gaps or overlaps. The area {code} changed most ({change_m2} m²). The output of communities as divided lists every change; with a snap distance of 0 borders stay as drawn.</source>
      <translation>划分之前先整理了 {count} 个社区的界线：与障碍物并行的界线移到障碍物上（最多移动 {displacement} m），狭窄的缝隙和重叠已消除。面积变化最大的是 {code}（{change_m2} m²）。每个社区的变化见“划分所用社区界线”图层；吸附距离填 0 时界线保持原样。</translation>
    </message>
    <message>
      <source>Some area codes have another length than {profile} asks for ({codes}): unit codes are the area code and a serial number.</source>
      <translation>部分区域编码的长度与 {profile} 的要求不符（{codes}）：单元格编码采用区域编码加顺序号。</translation>
    </message>
    <message>
      <source>Exceptions to look at: {count} ({kinds}). The output {output} shows where and why.</source>
      <translation>需要查看的例外共 {count} 处：{kinds}。位置和原因见“{output}”图层。</translation>
    </message>
    <message>
      <source>There are no exceptions that a planner has to look at.</source>
      <translation>没有需要规划人员查看的例外。</translation>
    </message>
    <message>
      <source>A building lies across the border of areas ({shares}): decide to which area it belongs and correct the border.</source>
      <translation>建筑物跨越区域界线（{shares}）：请确定其所属区域，并修正界线。</translation>
    </message>
    <message>
      <source>The area is smaller than the minimum, so it is one unit ({code}, {area_m2} m²).</source>
      <translation>该区域小于最小面积，因此整体作为一个单元格（{code}，{area_m2} m²）。</translation>
    </message>
    <message>
      <source>The unit {code} is smaller than the minimum ({area_m2} m²): it touches no other unit of its area.</source>
      <translation>单元格 {code} 小于最小面积（{area_m2} m²）：在本区域内没有相邻的单元格。</translation>
    </message>
    <message>
      <source>The unit {code} is larger than the maximum ({area_m2} m²): it holds a compound or building of {body_m2} m², which may not be cut.</source>
      <translation>单元格 {code} 大于最大面积（{area_m2} m²）：其中有 {body_m2} m² 的小区（院落）或建筑物，不得切割。</translation>
    </message>
    <message>
      <source>{length_m} m of railway or river run inside the unit {code}: what lies on one side is too small or too narrow for a unit of its own.</source>
      <translation>单元格 {code} 内有 {length_m} m 的铁路或河流：其中一侧过小或过窄，不能单独成为单元格。</translation>
    </message>
    <message>
      <source>The unit {code} is larger than the maximum ({area_m2} m²): every cut leaves a part below the minimum, or too narrow.</source>
      <translation>单元格 {code} 大于最大面积（{area_m2} m²）：任何切割都会留下小于最小面积或过窄的部分。</translation>
    </message>
    <message>
      <source>The area {code} gets no unit, because other areas cover it or it has no size: correct its border.</source>
      <translation>区域 {code} 没有得到任何单元，因为它被其他区域覆盖或面积为零：请更正其边界。</translation>
    </message>
    <message>
      <source>Areas overlap here by {area_m2} m², which {code} keeps: correct their borders.</source>
      <translation>此处区域重叠 {area_m2} m²，归 {code} 所有：请修正其界线。</translation>
    </message>
    <message>
      <source>{units} units carry a code that another one carries too ({codes}): these codes are retired and the units got new ones.</source>
      <translation>有 {units} 个单元格的编码与其他单元格重复（{codes}）：这些编码已停用，相应单元格已重新编码。</translation>
    </message>
    <message>
      <source>{count} codes that stay are not written as {profile} asks ({codes}): check whether your platform still takes them.</source>
      <translation>有 {count} 个保留的编码不符合 {profile} 的格式（{codes}）：请确认平台是否仍接受这些编码。</translation>
    </message>
    <message>
      <source>{kept} units keep their code, {new} units got a new one.</source>
      <translation>{kept} 个单元格保留原编码，{new} 个单元格获得新编码。</translation>
    </message>
    <message>
      <source>Some units lie over communities of several streets ({codes}): they are numbered in the street with the lowest code, decide who is responsible.</source>
      <translation>有单元格跨多个街道的社区（{codes}）：已编入代码最小的街道，请明确责任主体。</translation>
    </message>
    <message>
      <source>{count} of {total} features of the layer {layer} have no use or one that the table of themes does not know, and were left out ({values}): add these values to the table.</source>
      <translation>图层 {layer} 的 {total} 个要素中有 {count} 个没有用途，或其用途不在用途归类表中，未参与统计（{values}）：请将这些值补入该表。</translation>
    </message>
    <message>
      <source>For {count} units no rule holds, so they are of the class OTH: end the table of rules with one that has no condition.</source>
      <translation>有 {count} 个单元格不符合任何规则，归为 OTH（其他）类：请在规则表末尾加一条没有条件的规则。</translation>
    </message>
    <message>
      <source>Units of each class: {classes}.</source>
      <translation>各类单元格数量：{classes}。</translation>
    </message>
    <message>
      <source>{count} of {total} buildings have no number of floors and count as one floor: fill in the field floors to weigh them rightly.</source>
      <translation>{total} 栋建筑物中有 {count} 栋没有层数，按一层计：请补填 floors（层数）字段，使其权重准确。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} have no value in {field} and count as 0: fill them in.</source>
      <translation>图层“{layer}”有 {count} 个要素的“{field}”为空，按 0 计：请补填。</translation>
    </message>
    <message>
      <source>{count} features of the layer {layer} have a value below zero in {field} and count as 0: correct them.</source>
      <translation>图层“{layer}”有 {count} 个要素的“{field}”小于零，按 0 计：请更正。</translation>
    </message>
    <message>
      <source>Nothing of {component} lies in the units, so it has no part in the workload: check the place and coordinate reference system of its layer.</source>
      <translation>{component} 没有任何数量落在单元格内，因此不计入工作量：请检查其图层的位置和坐标参照系。</translation>
    </message>
    <message>
      <source>{component}: {inside} in the units, {outside} outside.</source>
      <translation>{component}：单元格内 {inside}，单元格外 {outside}。</translation>
    </message>
    <message>
      <source>Patrol tours (patrol_m) of {tours} units: {total} m = {inside} m of streets inside + {border} m on borders (once for each side) + {again} m walked again + {links} m between separate streets. At best they have {lower} m; a tour is on average at most {gap} % too long.</source>
      <translation>{tours} 个单元格的巡查路线（patrol_m）共 {total} m = 内部街道 {inside} m + 边界街道 {border} m（两侧各计一次）+ 重复行走 {again} m + 分离街道之间 {links} m。最短可能为 {lower} m；平均每条路线最多偏长 {gap}%。</translation>
    </message>
    <message>
      <source>In {count} units separate streets are joined as the crow flies ({length} m there and back), because no street around them does: check for gaps in the streets.</source>
      <translation>{count} 个单元格中分离的街道按直线连接（往返共 {length} m），因为周围没有街道使其相连：请检查街道图层是否有断口。</translation>
    </message>
    <message>
      <source>&amp;Grid Planner</source>
      <translation>网格规划(&amp;G)</translation>
    </message>
    <message>
      <source>Grid planning tools</source>
      <translation>网格规划工具</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>The tools are in the Processing toolbox: switch on the plugin Processing in the plugin manager.</source>
      <translation>工具位于处理工具箱中：请在插件管理器中启用 Processing 插件。</translation>
    </message>
  </context>
</TS>
