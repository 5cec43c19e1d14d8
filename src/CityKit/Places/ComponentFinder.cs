using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Places;

/// <summary>Looks up the component that something is probably about, before it is journalled.</summary>
/// <param name="registry">The registry.</param>
/// <param name="withinMetres">How near a component has to be.</param>
internal sealed class ComponentFinder(ComponentRegistry registry, int withinMetres)
{
    private const int MostCandidates = 8;

    /// <summary>
    /// The component that was named, else the nearest of the class; null when there is nothing to look for, as a matter is no component.
    /// </summary>
    internal async ValueTask<CommandLookup?> FindAsync(DispatchQuestion question, CancellationToken cancellationToken)
    {
        if (question.Place.Point is not { } place || (question.Component is null && question.Class is not { Kind: ClassKind.Component }))
            return null;
        ComponentId[] ids = question.Component is { } named ? [named] : NearestOf(question, place, 1);
        return await LookUpAsync(async version =>
        {
            var found = await FoundAsync(ids, place, question.On, version, cancellationToken).ConfigureAwait(false);
            return new CommandLookup { Registry = version, Found = found.FirstOrDefault() };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The nearest components of the class.</summary>
    internal ValueTask<CommandLookup> CandidatesAsync(DispatchQuestion question, CancellationToken cancellationToken) => LookUpAsync(
        async version => new CommandLookup
        {
            Registry = version,
            Candidates = question is not { Place.Point: { } place, Class.Kind: ClassKind.Component } ? []
                : await FoundAsync(NearestOf(question, place, MostCandidates), place, question.On, version, cancellationToken)
                    .ConfigureAwait(false),
        }, cancellationToken);

    private async ValueTask<CommandLookup> LookUpAsync(Func<string, ValueTask<CommandLookup>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var version = await registry.VersionAsync(cancellationToken).ConfigureAwait(false);
            return await ask($"{version}").ConfigureAwait(false);
        }
        catch (IOException)
        {
            return new CommandLookup { Registry = "" }; // the command is taken all the same, and a finding says so
        }
    }

    private async ValueTask<List<FoundComponent>> FoundAsync(
        ComponentId[] ids, GeoPoint place, LocalDate today, string version, CancellationToken cancellationToken)
    {
        List<FoundComponent> found = [];
        foreach (var id in ids)
            if (await registry.ResponsibleAsync(id, today, cancellationToken).ConfigureAwait(false) is { } whose)
                found.Add(new FoundComponent(id, Math.Round(whose.Component.Location.MetresTo(place), 1), $"{whose.Department}",
                    NameOf(whose.Owner), NameOf(whose.Maintainer), version));
        return found;
    }

    private ComponentId[] NearestOf(DispatchQuestion question, GeoPoint place, int most)
    {
        var nearest = new NearbyComponent[most];
        var count = registry.Nearest(place, nearest, ClassFilter.Of(question.Class!.Value), withinMetres);
        return [.. nearest.Take(count).Select(near => near.Id)];
    }

    private static string? NameOf(ResponsibleBody? body) => body?.ToString();
}
