using CityKit.Core;
using CityKit.Desk.Words;
using CityKit.Modules;

namespace CityKit.Desk.Operations;

/// <summary>A page for operations, and which query has to be allowed to see it.</summary>
/// <param name="Address">Under the desk.</param>
/// <param name="Title">In the menu.</param>
/// <param name="Query">The query.</param>
internal sealed record OpsPlace(string Address, LocalizedText Title, string Query)
{
    internal static IReadOnlyList<OpsPlace> All { get; } =
        [
            new("operations", OperationsWords.Overview, "journal/state"),
            new("operations/devices", OperationsWords.Devices, "devices/list"),
            new("operations/rules", OperationsWords.Rules, "rules/list"),
            new("operations/findings", OperationsWords.Findings, "findings/list"),
            new("operations/subscriptions", OperationsWords.Subscriptions, "deliveries/subscriptions"),
            new("operations/journal", OperationsWords.Journal, "journal/list"),
            new("operations/reads", OperationsWords.Reads, "reads/own"),
            new("operations/configuration", OperationsWords.Configuration, "configuration/in-force"),
        ];

    /// <summary>Those that somebody may see, as far as this hub has them.</summary>
    internal static IEnumerable<OpsPlace> For(ActorView view, IReadOnlyList<DeclaredOperation> operations) => All.Where(place =>
        operations.FirstOrDefault(operation => operation.Name == place.Query) is { } declared && MayAsk(declared.Access, view));

    private static bool MayAsk(Modules.Access access, ActorView view) =>
        access.Roles.IsEmpty || (access.IsCityWide ? view.Reach.IsCity(access.Roles) : view.Actor.IsAny(access.Roles));
}
