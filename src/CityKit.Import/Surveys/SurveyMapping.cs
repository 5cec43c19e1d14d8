using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>
/// What a bureau's own file is (映射文件), so that it can be read as it is: its format, its coordinate system, and where each field comes
/// from. A JSON file that people edit; see <c>docs/imports.md</c>. Immutable.
/// </summary>
public sealed record SurveyMapping
{
    /// <summary>How the file is written; null to recognise it, so that one mapping serves the same list in every format.</summary>
    public SurveyFormat? Format { get; init; }

    /// <summary>The encoding of a text file, or of a Shapefile's values, such as <c>gb18030</c>; null to recognise it.</summary>
    public string? Encoding { get; init; }

    /// <summary>What separates the fields of a CSV line, one ASCII character; null for a comma.</summary>
    public char? Separator { get; init; }

    /// <summary>The row that names the columns, from 1; null to look for it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>The sheet of a workbook; null for the first that fits.</summary>
    public string? Sheet { get; init; }

    /// <summary>The layer of a GeoPackage; null for the only one.</summary>
    public string? Layer { get; init; }

    /// <summary>The coordinate system with its parameters; null: what the file says, or WGS84.</summary>
    public CoordinateSystem? System { get; init; }

    /// <summary>Which axis comes first; null to recognise it in a plane, and east first in degrees.</summary>
    public AxisOrder? Axes { get; init; }

    /// <summary>Where the rows must be, in degrees of WGS84; null: by the map or the province of their codes.</summary>
    public GeoBox? Within { get; init; }

    /// <summary>The scheme of the identifiers that are given out, <c>default</c> for the national one.</summary>
    public ComponentScheme Scheme { get; init; }

    /// <summary>Where each field comes from. A column that no field names is passed over.</summary>
    public ImmutableSortedDictionary<SurveyField, FieldSource> Fields { get; init; } = None;

    /// <summary>The credit codes of the bodies that rows name without one, by name (单位名称对照).</summary>
    public ImmutableSortedDictionary<string, UnifiedSocialCreditCode> Bodies { get; init; } =
        ImmutableSortedDictionary<string, UnifiedSocialCreditCode>.Empty.WithComparers(StringComparer.Ordinal);

    internal static ImmutableSortedDictionary<SurveyField, FieldSource> None { get; } =
        ImmutableSortedDictionary<SurveyField, FieldSource>.Empty;

    /// <summary>Reads a mapping file.</summary>
    /// <param name="utf8">The file, UTF-8 JSON, at most 4 MiB.</param>
    /// <param name="errors">Everything that is wrong in it, with line and column.</param>
    /// <returns>The mapping; null when something is wrong.</returns>
    public static SurveyMapping? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => MappingReader.Read(utf8, out errors);

    /// <summary>Writes it as a file that <see cref="Read"/> reads, UTF-8 JSON with line breaks.</summary>
    public byte[] Write() => MappingWriter.Write(this, isIndented: true);

    /// <summary>A survey's options with what the mapping says in place of theirs; of coordinates, what it does not say stays.</summary>
    public SurveyOptions ApplyTo(SurveyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Format = Format ?? options.Format, Separator = Separator, HeaderRow = HeaderRow, Layer = Sheet ?? Layer,
            Encoding = Encoding is null
                ? options.Encoding
                : TextEncodings.Find(Encoding), Columns = SurveyColumns.Of(Fields), Mapping = this,
            Scheme = Scheme == default ? options.Scheme : Scheme,
            System = System ?? options.System, Axes = Axes ?? options.Axes, Within = Within ?? options.Within,
        };
    }

    /// <summary>The field that a column is read into; others that name it get a copy.</summary>
    internal SurveyField FirstOf(string column) =>
        Fields.First(field => column.Equals(field.Value.Column, StringComparison.OrdinalIgnoreCase)).Key;
}
