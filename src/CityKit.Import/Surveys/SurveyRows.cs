using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Files;

namespace CityKit.Import.Surveys;

/// <summary>The rows of a survey's file, one after the other. Between any two rows a later run may go on.</summary>
internal abstract class SurveyRows : IDisposable
{
    /// <summary>The row read last; filled when <see cref="Problem"/> is null.</summary>
    internal SurveyRow Row { get; } = new();

    /// <summary>What is wrong with the row as a whole; null when its fields can be read.</summary>
    internal SurveyReject? Problem { get; private protected set; }

    /// <summary>
    /// Why nothing more can be read, such as a packed file that was cut short; null while the file goes on, and at its proper end.
    /// </summary>
    internal abstract Refusal? Broken { get; }

    /// <summary>What people should know of how the file was read, such as title rows that were passed over.</summary>
    internal List<LocalizedText> Notes { get; } = [];

    /// <summary>The coordinate system that the file states: <c>EPSG:4490</c>, a URN or WKT; null when it states none.</summary>
    internal virtual string? System => null;

    /// <summary>How many rows the file has; null when that is not known before its end.</summary>
    internal virtual long? Count => null;

    /// <summary>How many bytes of the file the rows so far, and those before them, are in.</summary>
    internal abstract long Position { get; }

    /// <summary>What the columns or properties are called, as far as they were read.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    internal static SurveyRows Of(Stream survey, SurveyOptions options) => options.Format switch
    {
        SurveyFormat.Csv => new CsvRows(new TextWindow(survey), options),
        SurveyFormat.GeoJson => new GeoJsonRows(new TextWindow(survey), options),
        _ => new TableRows(survey, options),
    };

    /// <summary>Reads what is before the first row; why the file is no survey, or null.</summary>
    internal abstract Refusal? Begin();

    /// <summary>Why the rows read so far cannot be what the options say; null when they can.</summary>
    internal virtual Refusal? Mismatch() => null;

    /// <summary>SHA-256 of the bytes up to <see cref="Position"/>, in hexadecimal.</summary>
    internal abstract string Digest();

    /// <summary>
    /// Passes over the rows that were dealt with before, after <see cref="Begin"/>; false when the bytes are not those of then.
    /// </summary>
    internal abstract bool TryGoOn(long bytes, string digest, long rows);

    /// <summary>Reads the next row; false at the end.</summary>
    internal abstract bool Next();

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
