using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>The rows of a survey's file, one after the other. Between two rows the input stands where a later run may go on.</summary>
internal abstract class SurveyRows
{
    /// <summary>The row read last; filled when <see cref="Problem"/> is null.</summary>
    internal SurveyRow Row { get; } = new();

    /// <summary>What is wrong with the row as a whole; null when its fields can be read.</summary>
    internal SurveyReject? Problem { get; private protected set; }

    /// <summary>Why nothing more can be read; null while the file goes on, and at its proper end.</summary>
    internal Refusal? Broken { get; private protected set; }

    /// <summary>The coordinate system that the file states: <c>EPSG:4490</c>, a URN or WKT; null when it states none.</summary>
    internal virtual string? System => null;

    /// <summary>What the columns or properties are called, as far as they were read.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    internal static SurveyRows Of(SurveyInput input, SurveyOptions options) => options.Format == SurveyFormat.Csv ? new CsvRows(input, options) : new GeoJsonRows(input, options);

    /// <summary>Reads what stands before the first row; why the file is no survey, or null.</summary>
    internal abstract Refusal? Begin();

    /// <summary>Why the rows read so far cannot be what the options say; null when they can.</summary>
    internal virtual Refusal? Mismatch() => null;

    /// <summary>Numbers the next row, when earlier ones are passed over.</summary>
    internal abstract void GoOnAt(long before);

    /// <summary>Reads the next row; false at the end.</summary>
    internal abstract bool Next();

    private protected static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
