using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Cases.Profiles;
using CityKit.Checking;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Dispatching;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Setup;

/// <summary>Everything a hub needs to decide: the same setup and the same journal give the same alerts and work items.</summary>
public sealed record HubSetup
{
    /// <summary>Options.</summary>
    public required HubOptions Options { get; init; }

    /// <summary>Rules and sensors.</summary>
    public required HubConfiguration Configuration { get; init; }

    /// <summary>The public half of the key that configuration bundles are signed with; null for a hub that publishes none.</summary>
    public DevicePublicKey? BundleKey { get; init; }

    /// <summary>Signs what devices are answered; null for a hub whose answers are not signed.</summary>
    public DeviceKey? AnswerKey { get; init; }

    /// <summary>
    /// The address of this process for devices (节点地址): signed answers name it, and devices that check them send there from then on. Null
    /// for a hub that names none; without <see cref="AnswerKey"/> none is named.
    /// </summary>
    public Uri? Address { get; init; }

    /// <summary>The packages of agents that devices are offered; null for a hub that has none.</summary>
    public ReleaseShelf? Releases { get; init; }

    /// <summary>
    /// Keeps the master keys of personal data. Keys that last as long as the process, unless given: a store that outlives it needs those
    /// of a file.
    /// </summary>
    public IKeyProtector Keys { get; init; } = MasterKeys.CreateInMemory();

    /// <summary>Where erasures are noted apart from the store; null for nowhere: then an older copy brings back who was erased.</summary>
    public IErasureLog? ErasureLog { get; init; }

    /// <summary>Where the files of evidence are kept; null for a hub that keeps none.</summary>
    public IEvidenceArchive? Evidence { get; init; }

    /// <summary>The modules besides the built-in ones.</summary>
    public IReadOnlyList<ICityModule> Modules { get; init; } = [];

    /// <summary>The unit grids; null when there are none.</summary>
    public GridMap? Grids { get; init; }

    /// <summary>
    /// Maps that were in force before <see cref="Grids"/>: a replay of a journal that decided with several needs them all, a hub none.
    /// </summary>
    public IReadOnlyList<GridMap> EarlierGrids { get; init; } = [];

    /// <summary>
    /// The component registry, a database of its own (部件库): reports find their nearest component in it, and it can be asked through the
    /// hub. What was found is journalled, so a replay needs none. Null for none; the hub never closes it.
    /// </summary>
    public ComponentRegistry? Components { get; init; }

    /// <summary>
    /// The nets that say who answers for a place (责任网): dispatch rows by duty go by them. What was found is journalled, so a replay needs
    /// none. Null for none.
    /// </summary>
    public NetBook? Nets { get; init; }

    /// <summary>Maps of grids that the nets name, beside <see cref="Grids"/>: one a scheme.</summary>
    public IReadOnlyList<GridMap> NetMaps { get; init; } = [];

    /// <summary>The model that suggests bodies; null for none. What it answered is journalled, so a replay needs none.</summary>
    public IDispatchSuggester? Suggester { get; init; }

    /// <summary>The classes there are; rules and policy may name no others.</summary>
    public CatalogueSet Catalogues { get; init; } = CatalogueSet.BuiltIn;

    /// <summary>The performance figures that are asked for, and the scores made of them; nothing is decided by them.</summary>
    public KpiCatalogue Figures { get; init; } = KpiCatalogue.BuiltIn;

    /// <summary>The profiles of work items.</summary>
    public required ProfileCatalogue Profiles { get; init; }

    /// <summary>
    /// Policy and calendar to start with; its profiles are those of <see cref="Profiles"/>. The hub goes by what commands changed since.
    /// </summary>
    public required WorkEngine Work { get; init; }

    /// <summary>What a hub of one partition has for itself; null for a hub that is the whole city.</summary>
    internal SetupSlice? Slice { get; init; }

    /// <summary>What a hub is started with that was given these files, with everything else as CityKit ships it.</summary>
    /// <returns>The setup; null while a file has an error.</returns>
    public static HubSetup? Of(CityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Sound is not var (parts, calendar) ? null : new HubSetup
        {
            Options = new HubOptions(),
            Configuration = new HubConfiguration(parts.Rules, parts.Sensors),
            Grids = parts.Grids,
            Catalogues = parts.Catalogues,
            Profiles = parts.Profiles,
            Work = new WorkEngine(parts.Profiles, parts.Policy, calendar),
        };
    }
}
