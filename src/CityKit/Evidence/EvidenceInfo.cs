using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Evidence;

/// <summary>What is known of a piece of evidence without opening it (证据); it stays when the evidence is gone.</summary>
/// <param name="Id">
/// The digest that the journal has: SHA-256 of a salt and the original's SHA-256, 64 hexadecimal digits. The salt goes with the subject.
/// </param>
/// <param name="Subject">Whose it is: who gave it; of somebody in office, a subject of its own.</param>
/// <param name="By">Who gave it, the actor's id.</param>
/// <param name="Type">What it is.</param>
/// <param name="Bytes">The original's length.</param>
/// <param name="At">When it was kept, by the hub's clock.</param>
/// <param name="Stored">The SHA-256 of the sealed original in the archive.</param>
/// <param name="Shown">The SHA-256 of the sealed copy without EXIF, XMP and position; null for a clip, which has none.</param>
/// <param name="Orientation">
/// How the original's EXIF says a picture is to be turned, 1 to 8; the copy has no EXIF to say so. 1 for not at all.
/// </param>
/// <param name="Items">The work items whose reports or steps name it.</param>
/// <param name="LooseUntil">While no work item names it: when it is dropped.</param>
public sealed record EvidenceInfo(string Id, SubjectId Subject, string By, EvidenceType Type, long Bytes, Instant At,
    string Stored, string? Shown, int Orientation, IReadOnlyList<WorkItemId> Items, Instant? LooseUntil)
{
    private const string Prefix = "evidence:";
    private const int IdLength = 64;

    /// <summary>How the <c>photo</c> of a report or a step names it: <c>evidence:</c> and its id.</summary>
    [JsonIgnore]
    public string Reference => Prefix + Id;

    /// <summary>The id in a reference; null when it is a reference to something else.</summary>
    public static string? IdOf(string? reference) =>
        reference?.StartsWith(Prefix, StringComparison.Ordinal) is true ? reference[Prefix.Length..] : null;

    internal static bool IsId(string? id) => id is { Length: IdLength } && id.All(char.IsAsciiHexDigitLower);
}
