"""Names of places beside `corpus.regions`: county-level cities, well-known districts, countries, English names.

County-level cities (县级市) as of 2024, by the division of prefecture rank they lie in (or the province, where they
lie directly below it). Of districts only those people name alone; where the name is a word or repeats across the
country it is written with its 区 and read only with it. Of English names those that mean one place.
"""

COUNTY_CITIES = """
石家庄:辛集 晋州 新乐 唐山:遵化 迁安 滦州 邯郸:武安 邢台:南宫 沙河 保定:定州 涿州 安国 高碑店 雄安 承德:平泉 沧州:泊头
任丘 黄骅 河间 廊坊:霸州 三河 衡水:深州 太原:古交 晋城:高平 晋中:介休 运城:永济 河津 忻州:原平 临汾:侯马 霍州
吕梁:孝义 汾阳 朔州:怀仁 通辽:霍林郭勒 呼伦贝尔:满洲里 牙克石 扎兰屯 额尔古纳 根河 乌兰察布:丰镇 兴安:乌兰浩特 阿尔山
锡林郭勒:二连浩特 锡林浩特 沈阳:新民 大连:瓦房店 庄河 鞍山:海城 丹东:东港 凤城 锦州:凌海 北镇 营口:盖州 大石桥
辽阳:灯塔 铁岭:调兵山 开原 朝阳:北票 凌源 葫芦岛:兴城 长春:榆树 德惠 公主岭 吉林:蛟河 桦甸 舒兰 磐石 四平:双辽
通化:梅河口 集安 白山:临江 松原:扶余 白城:洮南 大安 延边:延吉 图们 敦化 珲春 龙井 和龙 哈尔滨:尚志 五常 齐齐哈尔:讷河
鸡西:虎林 密山 伊春:铁力 佳木斯:同江 富锦 抚远 牡丹江:绥芬河 海林 宁安 穆棱 东宁 黑河:北安 五大连池 嫩江 绥化:安达
肇东 海伦 大兴安岭:漠河 无锡:江阴 宜兴 徐州:新沂 邳州 常州:溧阳 苏州:常熟 张家港 昆山 太仓 南通:启东 如皋 海安
盐城:东台 扬州:仪征 高邮 镇江:丹阳 扬中 句容 泰州:兴化 靖江 泰兴 杭州:建德 宁波:余姚 慈溪 温州:瑞安 乐清 龙港
嘉兴:海宁 平湖 桐乡 绍兴:诸暨 嵊州 金华:兰溪 义乌 东阳 永康 衢州:江山 台州:温岭 临海 玉环 丽水:龙泉 合肥:巢湖
芜湖:无为 安庆:桐城 潜山 滁州:天长 明光 阜阳:界首 宣城:宁国 广德 福州:福清 三明:永安 泉州:石狮 晋江 南安 南平:邵武
武夷山 建瓯 龙岩:漳平 宁德:福安 福鼎 景德镇:乐平 九江:瑞昌 共青城 庐山 鹰潭:贵溪 赣州:瑞金 龙南 吉安:井冈山 宜春:丰城
樟树 高安 上饶:德兴 青岛:胶州 平度 莱西 枣庄:滕州 烟台:龙口 莱阳 莱州 招远 栖霞 海阳 潍坊:青州 诸城 寿光 安丘 高密
昌邑 济宁:曲阜 邹城 泰安:新泰 肥城 威海:荣成 乳山 德州:乐陵 禹城 聊城:临清 滨州:邹平 郑州:巩义 荥阳 新密 新郑 登封
平顶山:舞钢 汝州 安阳:林州 新乡:卫辉 辉县 长垣 焦作:沁阳 孟州 许昌:禹州 长葛 三门峡:义马 灵宝 南阳:邓州 商丘:永城
周口:项城 黄石:大冶 十堰:丹江口 宜昌:宜都 当阳 枝江 襄阳:老河口 枣阳 宜城 荆门:钟祥 京山 孝感:应城 安陆 汉川 荆州:石首
洪湖 松滋 监利 黄冈:麻城 武穴 咸宁:赤壁 随州:广水 恩施:利川 湖北:仙桃 潜江 天门 长沙:浏阳 宁乡 株洲:醴陵 湘潭:湘乡
韶山 衡阳:耒阳 常宁 邵阳:武冈 邵东 岳阳:汨罗 临湘 常德:津市 益阳:沅江 郴州:资兴 永州:祁阳 怀化:洪江 娄底:冷水江 涟源
湘西:吉首 韶关:乐昌 南雄 江门:台山 开平 鹤山 恩平 湛江:廉江 雷州 吴川 茂名:高州 化州 信宜 肇庆:四会 梅州:兴宁
汕尾:陆丰 阳江:阳春 清远:英德 连州 揭阳:普宁 云浮:罗定 南宁:横州 桂林:荔浦 梧州:岑溪 防城港:东兴 贵港:桂平 玉林:北流
百色:靖西 平果 来宾:合山 崇左:凭祥 海南:五指山 琼海 文昌 万宁 东方 成都:都江堰 彭州 邛崃 崇州 简阳 德阳:广汉 什邡 绵竹
绵阳:江油 遂宁:射洪 内江:隆昌 乐山:峨眉山 南充:阆中 广安:华蓥 达州:万源 阿坝:马尔康 甘孜:康定 凉山:西昌 会理 贵阳:清镇
六盘水:盘州 遵义:赤水 仁怀 毕节:黔西 黔西南:兴义 兴仁 黔东南:凯里 黔南:都匀 福泉 昆明:安宁 曲靖:宣威 玉溪:澄江
保山:腾冲 昭通:水富 楚雄:禄丰 云南:个旧 开远 蒙自 弥勒 西双版纳:景洪 德宏:瑞丽 芒市 怒江:泸水 迪庆:香格里拉 山南:错那
林芝:米林 咸阳:兴平 彬州 渭南:韩城 华阴 延安:子长 榆林:神木 安康:旬阳 酒泉:玉门 敦煌 平凉:华亭 甘南:合作 青海:德令哈
格尔木 茫崖 黄南:同仁 银川:灵武 吴忠:青铜峡 新疆:石河子 阿拉尔 图木舒克 五家渠 北屯 铁门关 双河 可克达拉 昆玉 胡杨河
新星 白杨 昌吉:阜康 博尔塔拉:博乐 阿拉山口 巴音郭楞:库尔勒 阿克苏:库车 克孜勒苏:阿图什 伊犁:伊宁 奎屯 霍尔果斯
塔城:乌苏 沙湾
"""
DISTRICTS = """
北京:东城 西城 朝阳区 海淀 丰台 石景山 通州 顺义 昌平 大兴区 房山 门头沟 平谷 怀柔 密云 延庆 中关村 上海:浦东 浦东新区
黄浦 徐汇 长宁区 静安 普陀区 虹口 杨浦 闵行 宝山区 嘉定 松江 青浦 奉贤 崇明 金山区 陆家嘴 天津:滨海新区 河西区
河东区 南开区 河北区 红桥区 武清 宝坻 静海 宁河 蓟州 重庆:渝中 江北区 南岸区 沙坪坝 九龙坡 大渡口 渝北 巴南 北碚 万州
涪陵 永川 江津 合川 长寿区 綦江 两江新区 广州:天河 越秀 海珠 荔湾 白云区 黄埔 番禺 花都 南沙 增城 从化 深圳:福田 罗湖
南山区 盐田 宝安 龙岗 龙华区 坪山 光明区 前海 佛山:顺德 南海区 禅城 三水区 高明区 珠海:香洲 横琴 金湾 斗门 杭州:上城区
拱墅 西湖区 滨江区 萧山 余杭 临平 钱塘区 富阳 临安 宁波:鄞州 海曙 北仑 镇海 奉化 温州:鹿城 龙湾 瓯海 绍兴:越城 柯桥
上虞 南京:玄武区 秦淮 建邺 鼓楼区 雨花台 江宁 浦口 六合区 溧水 苏州:姑苏 吴中 相城 吴江 虎丘 无锡:滨湖区 梁溪 锡山
惠山区 常州:武进 新北区 钟楼区 合肥:蜀山 庐阳 包河 瑶海 福州:台江 仓山 晋安 马尾 长乐区 厦门:思明 湖里 集美 同安 翔安
济南:历下 历城 章丘 槐荫 天桥区 青岛:市南区 崂山 即墨 黄岛 城阳 郑州:金水区 二七区 中原区 管城 惠济 郑东新区
武汉:江岸区 江汉区 硚口 汉阳 武昌 洪山区 江夏 黄陂 长沙:岳麓 芙蓉区 天心区 开福 雨花区 望城 成都:锦江区 武侯 青羊
金牛区 成华 双流 郫都 温江 龙泉驿 新都 西安:雁塔 碑林区 未央 莲湖 长安区 灞桥 沈阳:和平区 沈河 铁西区 皇姑 浑南
大连:中山区 西岗区 沙河口 甘井子 哈尔滨:道里 南岗 道外 香坊 昆明:五华 盘龙区 官渡 西山区 呈贡
"""
_COUNTRIES = """
日本 Japan|美国 America,USA,United States,US|英国 Britain,UK,United Kingdom,England|法国 France|德国 Germany
韩国 Korea,South Korea|朝鲜 North Korea|俄罗斯 Russia|加拿大 Canada|澳大利亚 Australia|澳洲|新西兰 New Zealand
新加坡 Singapore|马来西亚 Malaysia|泰国 Thailand|越南 Vietnam|印度尼西亚 Indonesia|印尼|印度 India|菲律宾 Philippines
缅甸 Myanmar|老挝 Laos|柬埔寨 Cambodia|意大利 Italy|西班牙 Spain|葡萄牙 Portugal|荷兰 Netherlands,Holland
比利时 Belgium|瑞士 Switzerland|瑞典 Sweden|挪威 Norway|芬兰 Finland|丹麦 Denmark|冰岛 Iceland|爱尔兰 Ireland
奥地利 Austria|波兰 Poland|捷克 Czechia|匈牙利 Hungary|罗马尼亚 Romania|希腊 Greece|土耳其 Turkey|乌克兰 Ukraine
以色列 Israel|伊朗 Iran|伊拉克 Iraq|沙特 Saudi Arabia|阿联酋 UAE,United Arab Emirates,Dubai|迪拜|卡塔尔 Qatar
埃及 Egypt|南非 South Africa|尼日利亚 Nigeria|肯尼亚 Kenya|埃塞俄比亚 Ethiopia|巴西 Brazil|阿根廷 Argentina|智利 Chile
秘鲁 Peru|墨西哥 Mexico|古巴 Cuba|哥伦比亚 Colombia|巴基斯坦 Pakistan|孟加拉国 Bangladesh|斯里兰卡 Sri Lanka
尼泊尔 Nepal|蒙古国 Mongolia|哈萨克斯坦 Kazakhstan|乌兹别克斯坦 Uzbekistan|欧盟 EU
"""
_ENGLISH = """
北京 Beijing|天津 Tianjin|上海 Shanghai|重庆 Chongqing|河北 Hebei|山西 Shanxi|内蒙古 Inner Mongolia|辽宁 Liaoning
吉林 Jilin|黑龙江 Heilongjiang|江苏 Jiangsu|浙江 Zhejiang|安徽 Anhui|福建 Fujian|江西 Jiangxi|山东 Shandong|河南 Henan
湖北 Hubei|湖南 Hunan|广东 Guangdong|广西 Guangxi|海南 Hainan|四川 Sichuan|贵州 Guizhou|云南 Yunnan|西藏 Tibet
陕西 Shaanxi|甘肃 Gansu|青海 Qinghai|宁夏 Ningxia|新疆 Xinjiang|台湾 Taiwan|香港 Hong Kong|澳门 Macau,Macao
石家庄 Shijiazhuang|唐山 Tangshan|秦皇岛 Qinhuangdao|邯郸 Handan|邢台 Xingtai|保定 Baoding|张家口 Zhangjiakou
承德 Chengde|沧州 Cangzhou|廊坊 Langfang|衡水 Hengshui|太原 Taiyuan|大同 Datong|阳泉 Yangquan|长治 Changzhi
晋城 Jincheng|朔州 Shuozhou|晋中 Jinzhong|运城 Yuncheng|忻州 Xinzhou|临汾 Linfen|吕梁 Luliang,Lvliang|呼和浩特 Hohhot
包头 Baotou|乌海 Wuhai|赤峰 Chifeng|通辽 Tongliao|鄂尔多斯 Ordos|呼伦贝尔 Hulunbuir|巴彦淖尔 Bayannur|乌兰察布 Ulanqab
兴安 Hinggan|锡林郭勒 Xilingol|阿拉善 Alxa|沈阳 Shenyang|大连 Dalian|鞍山 Anshan|抚顺 Fushun|本溪 Benxi|丹东 Dandong
营口 Yingkou|阜新 Fuxin|辽阳 Liaoyang|盘锦 Panjin|铁岭 Tieling|葫芦岛 Huludao|长春 Changchun|四平 Siping|辽源 Liaoyuan
通化 Tonghua|白山 Baishan|松原 Songyuan|白城 Baicheng|延边 Yanbian|哈尔滨 Harbin|齐齐哈尔 Qiqihar|鸡西 Jixi
鹤岗 Hegang|双鸭山 Shuangyashan|大庆 Daqing|佳木斯 Jiamusi|七台河 Qitaihe|牡丹江 Mudanjiang|黑河 Heihe|绥化 Suihua
大兴安岭 Daxinganling|南京 Nanjing|无锡 Wuxi|徐州 Xuzhou|常州 Changzhou|苏州 Suzhou|南通 Nantong|连云港 Lianyungang
淮安 Huaian,Huai'an|盐城 Yancheng|扬州 Yangzhou|镇江 Zhenjiang|宿迁 Suqian|杭州 Hangzhou|宁波 Ningbo|温州 Wenzhou
嘉兴 Jiaxing|湖州 Huzhou|绍兴 Shaoxing|金华 Jinhua|衢州 Quzhou|舟山 Zhoushan|台州 Taizhou|丽水 Lishui|合肥 Hefei
芜湖 Wuhu|蚌埠 Bengbu|淮南 Huainan|马鞍山 Maanshan|淮北 Huaibei|铜陵 Tongling|安庆 Anqing|黄山 Huangshan|滁州 Chuzhou
六安 Lu'an|亳州 Bozhou|池州 Chizhou|宣城 Xuancheng|福州 Fuzhou|厦门 Xiamen|莆田 Putian|三明 Sanming|泉州 Quanzhou
漳州 Zhangzhou|南平 Nanping|龙岩 Longyan|宁德 Ningde|南昌 Nanchang|景德镇 Jingdezhen|萍乡 Pingxiang|九江 Jiujiang
新余 Xinyu|鹰潭 Yingtan|赣州 Ganzhou|吉安 Ji'an|上饶 Shangrao|济南 Jinan|青岛 Qingdao|淄博 Zibo|枣庄 Zaozhuang
东营 Dongying|烟台 Yantai|潍坊 Weifang|济宁 Jining|泰安 Taian,Tai'an|威海 Weihai|日照 Rizhao|临沂 Linyi|德州 Dezhou
聊城 Liaocheng|滨州 Binzhou|菏泽 Heze|郑州 Zhengzhou|开封 Kaifeng|洛阳 Luoyang|平顶山 Pingdingshan|安阳 Anyang
鹤壁 Hebi|新乡 Xinxiang|焦作 Jiaozuo|濮阳 Puyang|许昌 Xuchang|漯河 Luohe|三门峡 Sanmenxia|南阳 Nanyang|商丘 Shangqiu
信阳 Xinyang|周口 Zhoukou|驻马店 Zhumadian|济源 Jiyuan|武汉 Wuhan|黄石 Huangshi|十堰 Shiyan|宜昌 Yichang
襄阳 Xiangyang|鄂州 Ezhou|荆门 Jingmen|孝感 Xiaogan|荆州 Jingzhou|黄冈 Huanggang|咸宁 Xianning|随州 Suizhou|恩施 Enshi
长沙 Changsha|株洲 Zhuzhou|湘潭 Xiangtan|衡阳 Hengyang|邵阳 Shaoyang|岳阳 Yueyang|常德 Changde|张家界 Zhangjiajie
益阳 Yiyang|郴州 Chenzhou|永州 Yongzhou|怀化 Huaihua|娄底 Loudi|湘西 Xiangxi|广州 Guangzhou|韶关 Shaoguan
深圳 Shenzhen|珠海 Zhuhai|汕头 Shantou|佛山 Foshan|江门 Jiangmen|湛江 Zhanjiang|茂名 Maoming|肇庆 Zhaoqing
惠州 Huizhou|梅州 Meizhou|汕尾 Shanwei|河源 Heyuan|阳江 Yangjiang|清远 Qingyuan|东莞 Dongguan|中山 Zhongshan
潮州 Chaozhou|揭阳 Jieyang|云浮 Yunfu|南宁 Nanning|柳州 Liuzhou|桂林 Guilin|梧州 Wuzhou|北海 Beihai
防城港 Fangchenggang|钦州 Qinzhou|贵港 Guigang|百色 Baise|贺州 Hezhou|河池 Hechi|来宾 Laibin|崇左 Chongzuo|海口 Haikou
三亚 Sanya|三沙 Sansha|儋州 Danzhou|成都 Chengdu|自贡 Zigong|攀枝花 Panzhihua|泸州 Luzhou|德阳 Deyang|绵阳 Mianyang
广元 Guangyuan|遂宁 Suining|内江 Neijiang|乐山 Leshan|南充 Nanchong|眉山 Meishan|宜宾 Yibin|广安 Guangan,Guang'an
达州 Dazhou|雅安 Yaan,Ya'an|巴中 Bazhong|资阳 Ziyang|阿坝 Ngawa|甘孜 Garze,Ganzi|凉山 Liangshan|贵阳 Guiyang
六盘水 Liupanshui|遵义 Zunyi|安顺 Anshun|毕节 Bijie|铜仁 Tongren|黔西南 Qianxinan|黔东南 Qiandongnan|黔南 Qiannan
昆明 Kunming|曲靖 Qujing|玉溪 Yuxi|昭通 Zhaotong|丽江 Lijiang|普洱 Puer,Pu'er|临沧 Lincang|楚雄 Chuxiong
文山 Wenshan|西双版纳 Xishuangbanna|大理 Dali|德宏 Dehong|怒江 Nujiang|迪庆 Diqing|拉萨 Lhasa|日喀则 Shigatse
昌都 Qamdo|林芝 Nyingchi|那曲 Nagqu|西安 Xian,Xi'an|铜川 Tongchuan|宝鸡 Baoji|咸阳 Xianyang|渭南 Weinan
延安 Yanan,Yan'an|汉中 Hanzhong|安康 Ankang|商洛 Shangluo|兰州 Lanzhou|嘉峪关 Jiayuguan|金昌 Jinchang|天水 Tianshui
武威 Wuwei|张掖 Zhangye|平凉 Pingliang|酒泉 Jiuquan|庆阳 Qingyang|定西 Dingxi|陇南 Longnan|临夏 Linxia|甘南 Gannan
西宁 Xining|海东 Haidong|黄南 Huangnan|果洛 Golog|玉树 Yushu|银川 Yinchuan|石嘴山 Shizuishan|吴忠 Wuzhong|固原 Guyuan
中卫 Zhongwei|乌鲁木齐 Urumqi|克拉玛依 Karamay|吐鲁番 Turpan|哈密 Hami|昌吉 Changji|博尔塔拉 Bortala|巴音郭楞 Bayingol
阿克苏 Aksu|克孜勒苏 Kizilsu|喀什 Kashgar,Kashi|和田 Hotan|伊犁 Ili|塔城 Tacheng|阿勒泰 Altay|义乌 Yiwu|昆山 Kunshan
江阴 Jiangyin|张家港 Zhangjiagang|常熟 Changshu|太仓 Taicang|宜兴 Yixing|慈溪 Cixi|余姚 Yuyao|海宁 Haining
桐乡 Tongxiang|诸暨 Zhuji|温岭 Wenling|乐清 Yueqing|瑞安 Ruian|晋江 Jinjiang|石狮 Shishi|敦煌 Dunhuang
雄安 Xiongan,Xiong'an|浦东 Pudong|徐汇 Xuhui|静安 Jing'an|闵行 Minhang|海淀 Haidian|中关村 Zhongguancun|天河 Tianhe
越秀 Yuexiu|番禺 Panyu|福田 Futian|罗湖 Luohu|南山区 Nanshan|宝安 Baoan,Bao'an|前海 Qianhai|横琴 Hengqin|顺德 Shunde
余杭 Yuhang|萧山 Xiaoshan|鄞州 Yinzhou|曲阜 Qufu|满洲里 Manzhouli|都江堰 Dujiangyan|瑞丽 Ruili|锦州 Jinzhou
"""

ALSO_WORDS = frozenset(
    "三河 东方 东港 临江 临海 同仁 合作 和龙 大安 天长 太和 宁安 安宁 安达 富锦 平湖 开平 弥勒 "
    "新乐 新星 新民 无为 明光 普宁 永安 永康 江山 沙河 海城 海安 海林 灯塔 白杨 福安 福泉 赤水 "
    "龙井 龙泉 北流 北屯 北安 双河 兴平 德兴 高安 石首 南宫 南沙".split()
)
"""Names that begin many sentences about something else: read only with 市, 区 or 县."""

_ALSO_CALLED = {"澳洲": "澳大利亚", "印尼": "印度尼西亚", "迪拜": "阿联酋"}
COUNTRIES = {
    name: _ALSO_CALLED.get(name, name)
    for entry in _COUNTRIES.replace("\n", "|").strip("|").split("|")
    for name in entry.split()[:1]
}
"""Names by which other countries are called, the longer before the shorter, and the one that documents use."""

ENGLISH = {
    name: tuple(names.split(","))
    for entry in f"{_COUNTRIES}{_ENGLISH}".replace("\n", "|").strip("|").split("|")
    for name, _, names in [entry.partition(" ")]
    if names
}
"""English names of countries, provinces, cities and some counties and districts."""
