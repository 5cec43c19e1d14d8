using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Guesses which column holds what from what columns are commonly called: Chinese, its initials, English.</summary>
internal static partial class ColumnGuess
{
    // The likelier names first; the standard's own abbreviations and names come before all of these.
    private static readonly (SurveyField Field, string[] Names)[] Common =
    [
        (SurveyField.Id, ["标识码", "部件标识码", "bjbsm"]),
        (SurveyField.Longitude,
            ["longitude", "lon", "lng", "long", "经度坐标", "jd", "jingdu", "x", "x坐标", "xzb", "zbx", "xcoord", "pointx", "coordx", "east",
            "easting", "东坐标", "横坐标"]),
        (SurveyField.Latitude,
            ["latitude", "lat", "纬度坐标", "wd", "weidu", "y", "y坐标", "yzb", "zby", "ycoord", "pointy", "coordy", "north", "northing", "北坐标",
            "纵坐标"]),
        (SurveyField.Wkt, ["thegeom", "geom", "geometry", "shape", "空间位置"]),
        (SurveyField.ExternalId,
            ["编号", "部件编号", "设施编号", "资产编号", "设备编号", "杆号", "bh", "bjbh", "assetid", "facilityid", "unitid", "treeid", "uid", "id", "code",
            "no", "number", "globalid", "gisid", "objectid", "fid", "oid"]),
        (SurveyField.Class, ["类别代码", "分类代码", "小类代码", "部件分类", "部件类别", "部件类型", "类别", "类型", "种类", "小类", "bjlx", "lx", "lb", "class",
            "category", "kind", "type", "assettype"]),
        (SurveyField.Name, ["部件名称", "设施名称", "名称", "mc", "bjmc", "name", "title", "label", "commonname"]),
        (SurveyField.DepartmentName, ["主管部门", "主管单位", "责任部门", "zgbm", "department", "dept", "agency", "bureau"]),
        (SurveyField.OwnerName, ["权属单位", "产权单位", "所有权人", "qsdw", "cqdw", "owner", "ownerdesc", "ownedby"]),
        (SurveyField.MaintainerName, ["养护单位", "维护单位", "管护单位", "yhdw", "whdw", "maintainer", "maintainedby", "contractor"]),
        (SurveyField.Grid, ["单元网格", "单元网格代码", "单元网格编码", "网格代码", "网格编码", "所在网格", "wgdm", "wgbm", "gridcode", "grid"]),
        (SurveyField.State, ["部件状态", "状态", "zt", "状况", "status", "state", "assetstatus", "assetstatusdesc", "condition"]),
        (SurveyField.FirstSurveyed,
            ["普查日期", "调查日期", "安装日期", "建成日期", "installed", "installdate", "dateinstalled", "dateplanted", "surveyed", "surveydate"]),
        (SurveyField.Changed, ["更新日期", "修改日期", "更新时间", "gxrq", "updated", "lastmodified", "lastedited", "edited", "modified"]),
        (SurveyField.DataSource, ["来源", "source"]),
        (SurveyField.Note, ["说明", "描述", "备注说明", "note", "notes", "remark", "remarks", "comment", "comments", "description"]),
        (SurveyField.StreetName, ["街道", "所属街道", "jd名称"]),
        (SurveyField.CommunityName, ["社区", "所属社区"]),
        (SurveyField.Photos, ["图片", "photo", "photos", "image", "picture"]),
    ];

    private static readonly Dictionary<string, (SurveyField Field, int Rank)> Known = Build();

    /// <summary>How many of these names say what they hold.</summary>
    internal static int CountKnown(IEnumerable<string> names) => names.Count(name => Known.ContainsKey(Plain(name)));

    /// <summary>The likeliest column of each field.</summary>
    internal static ImmutableSortedDictionary<SurveyField, FieldSource> Of(IEnumerable<string> names)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<SurveyField, FieldSource>();
        var found = names.Where(name => Known.ContainsKey(Plain(name)))
            .Select(name => (Name: name, Known[Plain(name)].Field, Known[Plain(name)].Rank));
        foreach (var same in found.GroupBy(column => column.Field))
            fields[same.Key] = FieldSource.FromColumn(same.MinBy(column => column.Rank).Name);
        if (fields.ContainsKey(SurveyField.Longitude) && fields.ContainsKey(SurveyField.Latitude)) fields.Remove(SurveyField.Wkt);
        return fields.ToImmutable();
    }

    private static Dictionary<string, (SurveyField, int)> Build()
    {
        var known = new Dictionary<string, (SurveyField, int)>(StringComparer.Ordinal);
        foreach (var (name, field) in SurveyColumns.Standard.Names) known[Plain(name)] = (field, 0);
        foreach (var (field, names) in Common)
            for (var rank = 0; rank < names.Length; rank++) known.TryAdd(names[rank], (field, rank + 1));
        return known;
    }

    // 经度(°), "X 坐标" and X_COORD are what they are without the rest.
    private static string Plain(string name) => Rest().Replace(name, "").ToLowerInvariant();

    [GeneratedRegex(@"[\s_\-.'""]|[(（\[【].*?[)）\]】]")]
    private static partial Regex Rest();
}
