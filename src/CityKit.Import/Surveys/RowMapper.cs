using System.Text;
using CityKit.Core.Codes;

namespace CityKit.Import.Surveys;

/// <summary>Does to a row what its mapping says, after its columns were read and before it becomes a component.</summary>
internal sealed class RowMapper
{
    private static readonly (SurveyField Name, SurveyField Code)[] BodyFields =
    [
        (SurveyField.DepartmentName, SurveyField.DepartmentCode), (SurveyField.OwnerName, SurveyField.OwnerCode),
        (SurveyField.MaintainerName, SurveyField.MaintainerCode),
    ];

    private static readonly byte[] Open = Encoding.UTF8.GetBytes(FieldSource.ToBeGiven);
    private readonly List<(SurveyField From, SurveyField To)> copies = [];
    private readonly List<(SurveyField Field, FieldSource Source, Utf8Pool<byte[]?> Values)> values = [];
    private readonly List<(SurveyField Field, byte[] Value)> constants = [];
    private readonly Utf8Pool<byte[]?>? bodies;

    internal RowMapper(SurveyMapping? mapping)
    {
        foreach (var (field, source) in mapping?.Fields ?? SurveyMapping.None)
        {
            if (source.Constant is { } constant) constants.Add((field, Encoding.UTF8.GetBytes(constant)));
            else if (mapping!.FirstOf(source.Column!) is var first && first != field) copies.Add((first, field));
            if (source.Values.Count > 0 || source.Otherwise is not null)
                values.Add((field, source, new Utf8Pool<byte[]?>(text => Find(source, text))));
        }
        if (mapping is { Bodies.Count: > 0 }) bodies = new Utf8Pool<byte[]?>(name => CodeOf(mapping, name));
    }

    /// <summary>Completes the row; what is wrong with it, or null.</summary>
    internal SurveyReject? Apply(SurveyRow row)
    {
        if (row.Has(SurveyField.Wkt) && WktPoint.Place(row) is { } misplaced) return misplaced;
        foreach (var (from, to) in copies) row.Set(to, row[from]);
        foreach (var (field, value) in constants)
            if (TrySet(row, field, value) is { } open) return open;
        foreach (var (field, source, known) in values)
            if (TrySet(row, field, source, known) is { } reject) return reject;
        if (bodies is not null)
            foreach (var (name, code) in BodyFields)
                if (row.Has(name) && !row.Has(code) && bodies.Of(row[name]) is { } found) row.Set(code, found);
        return null;
    }

    private static SurveyReject? TrySet(SurveyRow row, SurveyField field, FieldSource source, Utf8Pool<byte[]?> known)
    {
        var value = row[field];
        if (value.IsEmpty && source.Otherwise is null) return null;
        return known.Of(value) is { } found ? TrySet(row, field, found) : NoValue(row, field, source);
    }

    private static SurveyReject? TrySet(SurveyRow row, SurveyField field, byte[] value)
    {
        if (!value.AsSpan().SequenceEqual(Open)) row.Set(field, value);
        else return SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), row.Text(field),
            "the mapping leaves open what this is: write the value in place of '?'", "映射文件尚未给出该值：请将“?”改为实际取值");
        return null;
    }

    private static byte[]? CodeOf(SurveyMapping mapping, string body) =>
        mapping.Bodies.TryGetValue(body, out var code) ? Encoding.UTF8.GetBytes(code.ToString()) : null;

    private static byte[]? Find(FieldSource source, string text) =>
        (source.Values.TryGetValue(text, out var value) ? value : source.Otherwise) is { } found ? Encoding.UTF8.GetBytes(found) : null;

    private static SurveyReject NoValue(SurveyRow row, SurveyField field, FieldSource source)
    {
        const int Shown = 10;
        var known = string.Join(", ", source.Values.Keys.Take(Shown)) + (source.Values.Count > Shown ? ", …" : "");
        return SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), row.Text(field),
            $"the mapping has no value for it; it knows {known}: add it to \"values\", or say what others are by \"otherwise\"",
            $"映射文件没有此值的对照，已有 {known}：请补入“values”，或以“otherwise”指定其余取值");
    }
}
