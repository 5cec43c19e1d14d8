using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>A passage (通行记录): which pass a gate was opened for and when; nobody's name. It is forgotten after 30 days.</summary>
/// <param name="Id">The proof's digest: while the passage is there, the proof is used.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Type">The pass's type.</param>
/// <param name="Issuer">Who issued it, and knows whose it is.</param>
/// <param name="List">Its status list.</param>
/// <param name="Index">Its place in that list.</param>
/// <param name="Metres">How far from the poster the phone said it was, rounded to 10 m.</param>
/// <param name="At">When.</param>
/// <param name="State">What became of the opening.</param>
public sealed record Passage(
    string Id, string Gate, string Type, string Issuer, int List, int Index, int Metres, Instant At, OpeningState State)
{
    private static readonly Duration Kept = Duration.FromDays(30);

    internal static DocumentIndex<Passage> OfGate { get; } = DocumentIndex<Passage>.Text("gate", passage => passage.Gate);

    internal static DocumentIndex<Passage> Made { get; } = DocumentIndex<Passage>.Order("at", passage => passage.At);

    internal static DocumentIndex<Passage> Open { get; } =
        DocumentIndex<Passage>.Order("open", passage => passage.State == OpeningState.Asked ? passage.At : null);

    internal static DocumentIndex<Passage> Forgotten { get; } =
        DocumentIndex<Passage>.Order("forgotten", passage => passage.At + Kept);

    internal static DocumentKind<Passage> Kind { get; } =
        ModuleJson.Documents("passes_passage", passage => passage.Id, PassesJson.Shared.Passage, OfGate, Made, Open, Forgotten);

    internal static Passage Of(FoundProof found, Instant now) => new(found.Use, found.Gate, found.Type, found.Issuer, found.List,
        found.Index, found.Metres, now, OpeningState.Asked);
}
