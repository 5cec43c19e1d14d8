using CityKit.Cases;

namespace CityKit.Residents;

/// <summary>Who acts without an account. Nobody who signs in can be one: the hub knows persons by their subjects.</summary>
internal static class PublicActor
{
    /// <summary>The reporter of every report that is made without a name (匿名上报): whose it is, nobody can find.</summary>
    internal static Actor Anonymous { get; } = Actor.Of("anonymous", "", Role.Resident);

    /// <summary>Who holds the follow code of a report: a resident over what its reporter reported, with a name of its own.</summary>
    /// <param name="item">The item that the code is of.</param>
    internal static Actor HolderOf(WorkItem item) => Actor.Of($"follow-{item.Id}", "")
        .With([.. Scope.Cut(ScopeKind.Own, item.Reports[0].Reporter).Select(own => new Grant(Role.Resident, own))]);

    /// <summary>Whether an actor reported an item, or has what its reporter has.</summary>
    internal static bool Reported(WorkItem item, Actor actor) => item.Reports.Any(report => report.Reporter == actor.Id
        || actor.Grants.Any(grant => grant.In.Kind == ScopeKind.Own && grant.In.Key == report.Reporter));
}
