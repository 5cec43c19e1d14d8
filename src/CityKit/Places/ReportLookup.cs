using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using NodaTime;

namespace CityKit.Places;

/// <summary>Looks up the component that a report is probably about, before the report is journalled.</summary>
/// <param name="registry">The registry.</param>
/// <param name="withinMetres">How near a component has to be.</param>
internal sealed class ReportLookup(ComponentRegistry registry, int withinMetres)
{
    /// <summary>What the registry has; null when there is nothing to look for, as a matter is no component.</summary>
    /// <param name="report">The report.</param>
    /// <param name="today">The day on which somebody answers for the component.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<ComponentLookup?> FindAsync(FileReport report, LocalDate today, CancellationToken cancellationToken)
    {
        if (report.Component is null && report.Class.Kind != ClassKind.Component) return null;
        try
        {
            var version = await registry.VersionAsync(cancellationToken).ConfigureAwait(false);
            return new ComponentLookup($"{version}",
                await FoundAsync(report, today, $"{version}", cancellationToken).ConfigureAwait(false));
        }
        catch (IOException)
        {
            return new ComponentLookup("", null); // the report is taken all the same, and a finding says so
        }
    }

    private async ValueTask<FoundComponent?> FoundAsync(
        FileReport report, LocalDate today, string version, CancellationToken cancellationToken)
    {
        if ((report.Component ?? NearestOf(report)) is not { } id) return null;
        if (await registry.ResponsibleAsync(id, today, cancellationToken).ConfigureAwait(false) is not { } whose) return null;
        var metres = Math.Round(whose.Component.Location.MetresTo(report.Place), 1);
        return new FoundComponent(id, metres, $"{whose.Department}", NameOf(whose.Owner), NameOf(whose.Maintainer), version);
    }

    private ComponentId? NearestOf(FileReport report)
    {
        Span<NearbyComponent> nearest = [default];
        return registry.Nearest(report.Place, nearest, ClassFilter.Of(report.Class), withinMetres) > 0 ? nearest[0].Id : null;
    }

    private static string? NameOf(ResponsibleBody? body) => body?.ToString();
}
