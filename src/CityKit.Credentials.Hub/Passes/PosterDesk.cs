using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Passes;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>Looks at proofs before they are journalled, and decides that each opens once.</summary>
internal sealed class PosterDesk
{
    private readonly Dictionary<string, (GatePoster Poster, PassGate Reader)> gates;
    private readonly Func<GateTrust?> trust;

    internal PosterDesk(IReadOnlyList<PosterGate> gates, Func<GateTrust?> trust)
    {
        if (gates.GroupBy(gate => gate.Poster.Gate).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"The gate {twice.Key} is there twice.", nameof(gates));
        this.gates = gates.ToDictionary(gate => gate.Poster.Gate, gate => (gate.Poster, gate.NewReader()));
        this.trust = trust;
    }

    internal ValueTask<(OpenGate? Command, Refusal? Refusal)> PrepareAsync(
        OpenGate open, Actor actor, Instant now, CancellationToken cancellationToken) => new(Prepare(open, now));

    /// <summary>A repeat of a command is known by its proof's digest.</summary>
    internal static bool IsSame(OpenGate given, OpenGate done) =>
        PosterProof.Read(given.Proof, out _) is { } proof && PassGate.UseOf(proof) == done.Found?.Use;

    internal static Refusal? Open(OpenGate open, Actor actor, IFacts facts, IChanges changes)
    {
        var found = open.Found ?? throw new InvalidOperationException("The command was not prepared.");
        if (facts.Find(Passage.Kind, found.Use) is not null) return Used;
        changes.Put(Passage.Kind, Passage.Of(found, facts.Now));
        return null;
    }

    internal static Refusal? Note(NoteOpening note, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Passage.Kind, note.Use) is not { } passage)
            return Refusal.Of("not-found", $"There is no passage {note.Use}.", $"没有通行记录 {note.Use}。");
        changes.Put(Passage.Kind, passage with { State = note.State });
        return null;
    }

    internal static void Forget(Passage passage, IFacts facts, IChanges changes) => changes.Remove(Passage.Kind, passage.Id);

    private (OpenGate?, Refusal?) Prepare(OpenGate open, Instant now)
    {
        if (PosterProof.Read(open.Proof, out var problem) is not { } proof) return (null, NoProof(problem!));
        if (!gates.TryGetValue(proof.Gate, out var gate)) return (null, UnknownGate(proof.Gate));
        if (trust() is not { } known) return (null, NoTrust);
        return gate.Reader.WhyNot(proof, gate.Poster, now, known) is { } refusal ? (null, refusal)
            : (open with { Proof = "", Found = FoundProof.Of(proof, gate.Poster) }, null);
    }

    private static Refusal NoProof(CredentialProblem problem) =>
        Refusal.Of("no-proof", $"This is no proof of a pass at a poster ({problem.Message.En})", $"这不是海报开门证明（{problem.Message.Zh}）");

    private static Refusal UnknownGate(string gate) => Refusal.Of("unknown-gate",
        $"This hub opens no gate {gate}. Scan the poster again, or ask the guard.", $"本中枢没有闸机 {gate}。请重新扫描海报，或联系门岗。");

    private static Refusal NoTrust { get; } = Refusal.Of("no-trust",
        "The hub has no list of issuers yet. Ask the guard to open, and have the list brought to the hub.",
        "中枢尚无签发方清单。请联系门岗放行，并为中枢下发清单。");

    private static Refusal Used { get; } = Refusal.Of("used",
        "This proof opened the gate already. Scan the poster again.", "此证明已开过门。请重新扫描海报。");
}
