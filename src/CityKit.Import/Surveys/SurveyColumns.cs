using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Surveys;

/// <summary>
/// Which column or property holds what (列名对照). Immutable; names are read in either case of letters, others are passed over.
/// </summary>
public sealed class SurveyColumns
{
    internal const int Count = (int)SurveyField.Wkt + 1;

    private static readonly (SurveyField Field, string Code, string Zh)[] Table =
    [
        (SurveyField.Id, "GLBJBSM", "管理部件标识码"), (SurveyField.Class, "BJDM", "部件代码"), (SurveyField.Name, "GLBJMC", "管理部件名称"),
        (SurveyField.DepartmentCode, "ZGBMDM", "主管部门代码"), (SurveyField.DepartmentName, "ZGBMMC", "主管部门名称"),
        (SurveyField.OwnerCode, "QSDWDM", "权属单位代码"), (SurveyField.OwnerName, "QSDWMC", "权属单位名称"),
        (SurveyField.MaintainerCode, "YHDWDM", "养护单位代码"), (SurveyField.MaintainerName, "YHDWMC", "养护单位名称"),
        (SurveyField.Grid, "SZDYWGBSM", "所在单元网格标识码"), (SurveyField.State, "GLBJZT", "管理部件状态"),
        (SurveyField.FirstSurveyed, "CSRQ", "初始日期"), (SurveyField.Changed, "BGRQ", "变更日期"), (SurveyField.DataSource, "SJLY", "数据来源"),
        (SurveyField.Note, "BZ", "备注"),
        (SurveyField.StreetCode, "SZJDDM", "所在街道代码"), (SurveyField.StreetName, "SZJDMC", "所在街道名称"),
        (SurveyField.CommunityCode, "SZSQDM", "所在社区代码"), (SurveyField.CommunityName, "SZSQMC", "所在社区名称"),
        (SurveyField.Longitude, "LON", "经度"), (SurveyField.Latitude, "LAT", "纬度"), (SurveyField.Photos, "ZP", "照片"),
        (SurveyField.ExternalId, "YBSM", "原标识码"), (SurveyField.Wkt, "WKT", "几何"),
    ];

    private readonly FrozenDictionary<string, SurveyField> fields;

    private SurveyColumns(IEnumerable<KeyValuePair<string, SurveyField>> fields, ImmutableArray<string> own)
    {
        this.fields = fields.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Own = own;
    }

    /// <summary>The standard's abbreviations and Chinese names, with LON/经度, LAT/纬度, BJDM/部件代码 and ZP/照片.</summary>
    public static SurveyColumns Standard { get; } =
        new(Table.SelectMany(row => new KeyValuePair<string, SurveyField>[] { new(row.Code, row.Field), new(row.Zh, row.Field) }), []);

    private static SurveyColumns Empty { get; } = new([], []);

    /// <summary>Every name that is read, with its field.</summary>
    internal IEnumerable<(string Name, SurveyField Field)> Names => fields.Select(known => (known.Key, known.Value));

    /// <summary>The names that a file was said to have, in order; a file without one of them is not the file that was meant.</summary>
    internal ImmutableArray<string> Own { get; }

    /// <summary>The same, with one name more: a file's own word for a field. A file that has no such column is refused.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SurveyColumns With(string name, SurveyField field)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        name = name.Trim();
        var others = fields.Where(known => !known.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new SurveyColumns(others.Append(new(name, field)),
            [.. Own.Where(own => !own.Equals(name, StringComparison.OrdinalIgnoreCase)), name]);
    }

    /// <summary>Only the columns of a mapping; one that several fields name is read into the first.</summary>
    internal static SurveyColumns Of(IEnumerable<KeyValuePair<SurveyField, FieldSource>> fields) =>
        fields.Where(field => field.Value.Column is not null).DistinctBy(field => field.Value.Column, StringComparer.OrdinalIgnoreCase)
            .Aggregate(Empty, (columns, field) => columns.With(field.Value.Column!, field.Key));

    /// <summary>The standard's abbreviation of a field, such as <c>GLBJMC</c>.</summary>
    public static string CodeOf(SurveyField field) => Table[(int)field].Code;

    /// <summary>The field of an abbreviation; false when there is none.</summary>
    public static bool TryFieldOf(string code, out SurveyField field)
    {
        var at = Array.FindIndex(Table, row => row.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        field = (SurveyField)Math.Max(0, at);
        return at >= 0;
    }

    /// <summary>The field that a column's name says, or null.</summary>
    internal SurveyField? Find(string name) => fields.TryGetValue(name.Trim(), out var field) ? field : null;

    /// <summary>The names that must be there.</summary>
    internal IEnumerable<string> OwnOf(bool hasShape) =>
        hasShape ? Own.Where(own => fields[own] is not (SurveyField.Longitude or SurveyField.Latitude or SurveyField.Wkt)) : Own;

    /// <summary>Each own name with its field, as <c>lng=LON</c>.</summary>
    internal IEnumerable<string> OwnTerms() => Own.Select(own => $"{own}={CodeOf(fields[own])}").Order(StringComparer.Ordinal);

    /// <summary>
    /// Why a file with these columns is not the one that was meant: it lacks a name of <see cref="Own"/>; null when it has them all.
    /// </summary>
    /// <param name="names">The columns.</param>
    /// <param name="hasShape">Whether rows have shapes of their own, so that columns of the place may be missing.</param>
    internal Refusal? Lacking(IReadOnlyCollection<string> names, bool hasShape = false)
    {
        if (OwnOf(hasShape)
            .FirstOrDefault(own => !names.Any(name => own.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))) is not { } lacking)
            return null;
        var (code, near) = (CodeOf(fields[lacking]), NearMiss.Of(lacking, names));
        return Refusal.Of("file",
            $"The file has no column '{lacking}', which was to hold {code}{(near is null ? "" : $" (was '{near}' meant?)")}; "
                + $"it has {string.Join(", ", names)}.",
            $"文件没有列“{lacking}”（应为 {code}）{(near is null ? "" : $"，是否指“{near}”？")}；本文件的列为 {string.Join("，", names)}。");
    }
}
