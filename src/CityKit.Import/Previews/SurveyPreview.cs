using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;

namespace CityKit.Import.Previews;

/// <summary>What a file would be read as (导入预览). Nothing was changed.</summary>
public sealed record SurveyPreview
{
    /// <summary>How many rows <see cref="Rows"/> has at most; 5.</summary>
    public const int MaxRows = 5;

    /// <summary>How many rejects <see cref="Rejects"/> has at most; 10.</summary>
    public const int MaxRejects = 10;

    /// <summary>How many of <see cref="Rejects"/> have the same field and value at most, so that one reason does not hide the others;
    /// 3.</summary>
    public const int MaxAlike = 3;

    /// <summary>The mapping that the file was read by: the one given, or what was guessed.</summary>
    public required SurveyMapping Mapping { get; init; }

    /// <summary>Whether the mapping was guessed.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>How the file is written.</summary>
    public SurveyFormat Format { get; init; }

    /// <summary>The encoding of a text file, such as <c>gb18030</c>; null for others.</summary>
    public string? Encoding { get; init; }

    /// <summary>What people should know of how the file was read, such as title rows that were passed over.</summary>
    public ImmutableArray<LocalizedText> Notes { get; init; } = [];

    /// <summary>What the columns or properties are called, in the file's order.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The first rows as they would be read.</summary>
    public ImmutableArray<PreviewRow> Rows { get; init; } = [];

    /// <summary>How many rows the file has.</summary>
    public long Count { get; init; }

    /// <summary>How many of them would be taken, as far as the file itself says; identifiers that the registry has already are not known
    /// here.</summary>
    public long Accepted { get; init; }

    /// <summary>How many would be rejected.</summary>
    public long Rejected => Count - Accepted;

    /// <summary>The first of those, of one field and value at most <see cref="MaxAlike"/>.</summary>
    public ImmutableArray<SurveyReject> Rejects { get; init; } = [];

    /// <summary>The box around every row that would be taken, in WGS84; null for none.</summary>
    public GeoBox? Box { get; init; }

    /// <summary>The coordinate system that positions were read in: named, stated by the file, or guessed.</summary>
    public CoordinateSystem System { get; init; } = CoordinateSystem.Wgs84;

    /// <summary>What the look at the first positions said; null when no row was read.</summary>
    public PlaceVerdict? Verdict { get; init; }

    /// <summary>Why an import would be refused, beside the places: the file cannot be read, or not to its end. Null when it would
    /// not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Reads a file from its beginning to its end, several times when its mapping is to be guessed.</summary>
    /// <param name="open">Opens the file (<see cref="SurveyFile.Open"/>).</param>
    /// <param name="options">What the survey is; format, separator and columns come from the mapping, and of the coordinates what it does
    /// not say.</param>
    /// <param name="mapping">The mapping; null to guess it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SurveyPreview Read(Func<SurveyFile> open, SurveyOptions options, SurveyMapping? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(options);
        return mapping is null ? PreviewGuess.Read(open, options) : new PreviewRun(open, options, mapping).Read();
    }
}
