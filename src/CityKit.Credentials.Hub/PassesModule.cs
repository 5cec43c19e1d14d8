using System.Text.Json;
using CityKit.Cases;
using CityKit.Credentials.Hub.Passes;
using CityKit.Credentials.Passes;
using CityKit.Modules;

namespace CityKit.Credentials.Hub;

/// <summary>
/// Gates that riders open by scanning their posters (骑鲁通扫码入门) as a module of the hub: proofs are verified before anything is
/// journalled, each opens once, and the journal has no place of a phone. See <c>docs/passes.md</c>.
/// </summary>
public sealed class PassesModule : ICityModule
{
    private static readonly Access Riders = Access.For(DataClass.Personal, Role.Resident);
    private static readonly Access TheHub = Access.For(DataClass.Work, Role.System);
    private static readonly Access Watching =
        Access.For(DataClass.Personal, Role.DutyOfficer, Role.DutyLeader) with { IsCityWide = true };

    private readonly PosterDesk desk;

    /// <param name="gates">The gates, each with another name.</param>
    /// <param name="trust">What the hub knows of issuers and revoked passes at this moment; null for nothing yet.</param>
    /// <exception cref="ArgumentException">A gate is there twice, or out of its limits.</exception>
    public PassesModule(IReadOnlyList<PosterGate> gates, Func<GateTrust?> trust)
    {
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentNullException.ThrowIfNull(trust);
        desk = new PosterDesk(gates, trust);
    }

    /// <inheritdoc/>
    public string Name => "passes";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration.Documents(Passage.Kind)
            .Command("passes/open", PassesJson.Shared.OpenGate, Riders, PosterDesk.Open)
            .Prepare<OpenGate>(desk.PrepareAsync, PosterDesk.IsSame)
            .Command("passes/note-opening", PassesJson.Shared.NoteOpening, TheHub, PosterDesk.Note)
            .Timer(Passage.Kind, Passage.Forgotten, PosterDesk.Forget)
            .Query("passes/passages", Passage.Kind, Watching,
                (arguments, _) => Passage.Kind.Query().Where(Passage.OfGate, arguments.Text("gate") ?? "")
                    .OrderBy(Passage.Made, descending: true),
                (writer, passage) => JsonSerializer.Serialize(writer, passage, PassesJson.Shared.Passage),
                QueryParameter.Text("gate", "the gate", "闸机名称"));
    }
}
