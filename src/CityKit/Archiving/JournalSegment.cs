using System.Globalization;
using CityKit.Core.Chain;

namespace CityKit.Archiving;

/// <summary>
/// A sealed part of a journal in a file of its own (流水段): it ends with the commit that brought it to <see cref="FullEntries"/> entries
/// or to <see cref="FullHours"/> hours, and is never changed.
/// </summary>
/// <param name="First">Its first entry.</param>
/// <param name="Last">Its last entry.</param>
/// <param name="Before">The running hash before the first.</param>
/// <param name="After">The running hash after the last: the seal of the commit that ended it.</param>
/// <param name="Sha256">The SHA-256 of the file up to its last line, 64 hexadecimal digits.</param>
public sealed record JournalSegment(long First, long Last, RunningHash Before, RunningHash After, string Sha256)
{
    /// <summary>So many entries fill a segment.</summary>
    public const int FullEntries = 10_000;

    /// <summary>So many hours from its first entry to its last fill a segment.</summary>
    public const int FullHours = 24;

    internal const string Pattern = "segment-*.ndjson";

    /// <summary>How many entries it has.</summary>
    public long Count => Last - First + 1;

    /// <summary>Its file's name, such as <c>segment-000000000001-000000010000.ndjson</c>.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"segment-{First:d12}-{Last:d12}.ndjson");

    /// <summary>The numbers that a file's name gives; null when it is no segment's.</summary>
    internal static (long First, long Last)? NumbersOf(string path) =>
        Path.GetFileNameWithoutExtension(path).Split('-') is ["segment", var first, var last]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? (from, to)
            : null;
}
