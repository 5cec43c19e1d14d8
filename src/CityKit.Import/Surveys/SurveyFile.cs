using System.Text;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Surveys;

/// <summary>
/// A survey's file as a bureau sent it (普查文件): unpacked when it is a <c>.gz</c> or a <c>.zip</c> of one, its format recognised by what is
/// in it, whatever it is called.
/// </summary>
public sealed class SurveyFile : IDisposable
{
    private readonly IDisposable? unpacked;
    private readonly Func<double?> fraction;

    internal SurveyFile(SurveyFormat format, Stream content, Func<double?> fraction, IDisposable? unpacked) =>
        (Format, Content, this.fraction, this.unpacked) = (format, content, fraction, unpacked);

    /// <summary>How it is written.</summary>
    public SurveyFormat Format { get; }

    /// <summary>The unpacked bytes, from their beginning: text as UTF-8 (a <see cref="TextInput"/>), others as a file.</summary>
    public Stream Content { get; }

    /// <summary>How much of a text is read, 0 to 1; null when that cannot be known, as of a pipe.</summary>
    public double? Fraction => fraction();

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is. A <c>.zip</c>, and a packed workbook or GeoPackage, is unpacked into a temporary file.</param>
    /// <param name="refusal">Why it cannot be read: damaged, too large, with a password, no survey, several in one <c>.zip</c>; null when
    /// it can.</param>
    /// <param name="limits">What is accepted; null for <see cref="SurveyLimits.Default"/>.</param>
    /// <param name="format">How it is written; null to recognise it.</param>
    /// <param name="encoding">The encoding of a text; null to recognise it.</param>
    /// <returns>The file, or null with a refusal.</returns>
    /// <exception cref="IOException">It cannot be opened, or there is no room to unpack it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SurveyFile? Open(string path, out Refusal? refusal, SurveyLimits? limits = null, SurveyFormat? format = null,
        Encoding? encoding = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SurveyOpening((limits ?? SurveyLimits.Default).Pack, format, encoding).Open(path, null, out refusal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        unpacked?.Dispose();
    }
}
