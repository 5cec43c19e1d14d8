using System.Diagnostics.Metrics;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core.Calendar;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Dispatching;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Modules;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityKit.Hosting;

/// <summary>Configures what a hub runs on: its store, rules and sensors, maps, profiles and modules.</summary>
/// <remarks>
/// <see cref="CityKitServices.AddCityKit(Microsoft.Extensions.DependencyInjection.IServiceCollection, Action{CityKitBuilder})"/> gives it
/// to you. A store is required; everything else has a default that is built in. <c>Use…</c> replaces what was set before, <c>Add…</c> and
/// <c>Configure</c> add to it. Call it from one thread while services are registered: a hub that runs is changed by commands, such as <see
/// cref="Commands.PutRules"/>, and not here.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city
///     .UseSqlite("city.db")
///     .UseGrids(new GridMap(GridFileReader.Read("grids.geojson").Grids))
///     .UseProfiles(ProfileCatalogue.BuiltIn)
///     .AddRewards()
///     .Configure(configuration.GetSection("Hub")));
/// </code></example>
public sealed class CityKitBuilder
{
    private ReadOnlyMemory<byte> rules;
    private ReadOnlyMemory<byte> sensors;
    private DevicePublicKey? bundleKey;
    private string? answerKey;
    private Uri? address;
    private string? releases;
    private GridMap? grids;
    private ComponentRegistry? components;
    private NetBook? nets;
    private IReadOnlyList<GridMap> netMaps = [];
    private IDispatchSuggester? suggester;
    private ProfileCatalogue? profiles;
    private CatalogueSet catalogues = CatalogueSet.BuiltIn;
    private KpiCatalogue figures = KpiCatalogue.BuiltIn;
    private WorkPolicy? policy;
    private WorkCalendar? calendar;
    private Func<IServiceProvider, CityKeys>? keys;
    private Func<IServiceProvider, IEvidenceArchive>? evidence;
    private bool isInMemory;
    private readonly List<ICityModule> modules = [];

    internal CityKitBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The hub's name; empty for an application's one hub.</summary>
    public string Name { get; }

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    internal Func<IServiceProvider, ICityStore>? Store { get; private set; }

    internal Func<IServiceProvider, CityHub>? Hub { get; private set; }

    /// <summary>
    /// Makes the city of many partitions (分区), each a hub of its own. The application's <see cref="CityHub"/> is then the city's: it reads
    /// over all of them, and has each input decided by the partition that it belongs to.
    /// </summary>
    /// <param name="count">How many, 1 to <see cref="PartitionId.Most"/>: chosen once.</param>
    /// <param name="stores">The store of a partition.</param>
    /// <param name="reader">What reads over all partitions.</param>
    /// <param name="partitions">Where the hubs are; null for all in this process.</param>
    public CityKitBuilder UsePartitions(int count, Func<IServiceProvider, PartitionId, ICityStore> stores,
        Func<IServiceProvider, ICityReader> reader, Func<IServiceProvider, PartitionHubs, IPartitions>? partitions = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(count, Math.Clamp(count, 1, PartitionId.Most));
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(reader);
        Services.TryAddKeyedSingleton(Name, (provider, _) => NewPartitions(provider, count, stores));
        Hub = provider =>
        {
            var hubs = provider.GetRequiredKeyedService<PartitionHubs>(Name);
            return CityHub.OfCity(hubs, partitions?.Invoke(provider, hubs) ?? new LocalPartitions(hubs), reader(provider));
        };
        return this;
    }

    /// <summary>Makes the city of many partitions whose stores are all in this process: one file a partition, or memory.</summary>
    /// <param name="count">How many, 1 to <see cref="PartitionId.Most"/>: chosen once.</param>
    /// <param name="stores">The store of a partition.</param>
    /// <param name="partitions">Where the hubs are; null for all in this process.</param>
    public CityKitBuilder UsePartitions(int count, Func<IServiceProvider, PartitionId, ICityStore> stores,
        Func<IServiceProvider, PartitionHubs, IPartitions>? partitions = null)
    {
        ArgumentNullException.ThrowIfNull(stores);
        Services.TryAddKeyedSingleton(Name, (provider, _) => new UnionReader(count, partition => stores(provider, partition)));
        UnionReader Reader(IServiceProvider provider) => provider.GetRequiredKeyedService<UnionReader>(Name);
        return UsePartitions(count, (provider, partition) => Reader(provider).Of(partition), Reader, partitions);
    }

    /// <summary>The same in memory: for tests and trials; gone when the process ends.</summary>
    /// <param name="count">How many, 1 to <see cref="PartitionId.Most"/>.</param>
    public CityKitBuilder UsePartitionsInMemory(int count)
    {
        isInMemory = true;
        return UsePartitions(count, (_, _) => new InMemoryCityStore());
    }

    private PartitionHubs NewPartitions(IServiceProvider provider, int count, Func<IServiceProvider, PartitionId, ICityStore> stores)
    {
        var setup = Build(provider.GetRequiredService<IOptionsMonitor<HubOptions>>().Get(Name), provider);
        var time = provider.GetRequiredService<TimeProvider>();
        if (provider.GetKeyedService<UnionReader>(Name) is { } union) setup = setup with { Keys = union.OneSubject(setup.Keys, time) };
        return new PartitionHubs(count, setup, partition => stores(provider, partition), time,
            provider.GetService<ILogger<CityHub>>(), provider.GetService<IMeterFactory>());
    }

    /// <summary>Keeps everything in memory: for tests and trials; gone when the process ends.</summary>
    public CityKitBuilder UseInMemory()
    {
        UseStore(_ => new InMemoryCityStore());
        isInMemory = true;
        return this;
    }

    /// <summary>Keeps everything in a store of your choice.</summary>
    public CityKitBuilder UseStore(Func<IServiceProvider, ICityStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        (Store, isInMemory) = (store, false);
        return this;
    }

    /// <summary>The rule file, as UTF-8 JSON.</summary>
    public CityKitBuilder UseRules(ReadOnlyMemory<byte> utf8Json)
    {
        rules = utf8Json;
        return this;
    }

    /// <summary>The sensor register, as UTF-8 JSON.</summary>
    public CityKitBuilder UseSensors(ReadOnlyMemory<byte> utf8Json)
    {
        sensors = utf8Json;
        return this;
    }

    /// <summary>The unit grids.</summary>
    public CityKitBuilder UseGrids(GridMap map)
    {
        grids = map;
        return this;
    }

    /// <summary>
    /// The component registry, which stays a database of its own: a report finds its nearest component of the class and whose it is, and
    /// the registry can be asked through the hub. The application opens and closes it.
    /// </summary>
    public CityKitBuilder UseComponents(ComponentRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        components = registry;
        return this;
    }

    /// <summary>
    /// The nets that say who answers for a place: dispatch rows by duty (<c>"by": "duty:NET"</c>) go by them. What they say is journalled
    /// with the report or step that asks.
    /// </summary>
    /// <param name="book">The nets.</param>
    /// <param name="maps">Maps of grids that the nets name, beside the unit grids of <see cref="UseGrids"/>: one a scheme.</param>
    public CityKitBuilder UseNets(NetBook book, params IEnumerable<GridMap> maps)
    {
        ArgumentNullException.ThrowIfNull(book);
        (nets, netMaps) = (book, [.. maps]);
        return this;
    }

    /// <summary>
    /// A model that suggests who is to handle something: dispatch rows <c>"by": "suggestion"</c> go by it. What it answers is journalled
    /// with its name and version; one that fails or is slow holds nothing up.
    /// </summary>
    public CityKitBuilder UseSuggester(IDispatchSuggester model)
    {
        ArgumentNullException.ThrowIfNull(model);
        suggester = model;
        return this;
    }

    /// <summary>The public half of the key that configuration bundles for devices are signed with.</summary>
    public CityKitBuilder UseBundleKey(DevicePublicKey key)
    {
        bundleKey = key;
        return this;
    }

    /// <summary>
    /// The file of the key that signs what devices are answered (PKCS #8 PEM, mode 0600); made when it is not there. Keep a copy apart from
    /// the store's backups: devices that pinned its public half take no other hub's word.
    /// </summary>
    public CityKitBuilder UseAnswerKey(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        answerKey = path;
        return this;
    }

    /// <summary>
    /// The address of this process for devices, such as <c>https://node-a.city.example/</c>: signed answers name it, and a device that
    /// checks them sends there until it fails. For a city of several nodes behind one address; it needs an answer key.
    /// </summary>
    /// <exception cref="ArgumentException">It is no address that devices can send to.</exception>
    public CityKitBuilder UseAddress(Uri nodeAddress)
    {
        SignedAddress.Check(nodeAddress);
        address = nodeAddress;
        return this;
    }

    /// <summary>
    /// The file of the master keys that personal data is encrypted with (see <see cref="MasterKeys"/>); made when it is not there. Beside
    /// it, named <c>.erased</c>, is the log of who was erased. Keep both apart from the store's backups. A SQLite store has one beside its
    /// database unless this is set; every other store that outlives the process needs it.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>Keeps master keys of your own, such as those of a hardware module, in place of a <see cref="KeyFile"/>.</summary>
    /// <param name="protector">The keys.</param>
    /// <param name="erasures">Where erasures are noted apart from the store; null for nowhere, as in tests.</param>
    public CityKitBuilder UseKeys(IKeyProtector protector, IErasureLog? erasures)
    {
        ArgumentNullException.ThrowIfNull(protector);
        return UseKeys(_ => new CityKeys(protector, erasures, null));
    }

    /// <summary>Keeps all keys of the city in one place that its nodes share, in place of files.</summary>
    /// <param name="open">Opens them when the hub is made.</param>
    public CityKitBuilder UseKeys(Func<IServiceProvider, CityKeys> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        keys = open;
        return this;
    }

    /// <summary>
    /// The folder of signed packages of agents, each named <c>NUMBER-RUNTIME.release</c>; they are signed with the bundle key.
    /// </summary>
    public CityKitBuilder UseReleases(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        releases = folder;
        return this;
    }

    /// <summary>
    /// The folder of the pictures and clips that reports and steps name, encrypted; made when it is not there. It is this hub's alone: what
    /// the hub does not know is deleted from it.
    /// </summary>
    public CityKitBuilder UseEvidence(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return UseEvidence(new FolderEvidenceArchive(folder));
    }

    /// <summary>Keeps the files of evidence in an archive of your own, in place of a folder.</summary>
    public CityKitBuilder UseEvidence(IEvidenceArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return UseEvidence(_ => archive);
    }

    /// <summary>Keeps the files of evidence in an archive that is opened when the hub is made.</summary>
    public CityKitBuilder UseEvidence(Func<IServiceProvider, IEvidenceArchive> archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        evidence = archive;
        return this;
    }

    /// <summary>The profiles of work items; the built-in ones when this is not called.</summary>
    public CityKitBuilder UseProfiles(ProfileCatalogue catalogue)
    {
        profiles = catalogue;
        return this;
    }

    /// <summary>
    /// The classes there are, one catalogue for each standard, a city's own classes included; GB/T 47678.5-2026 with any own class when
    /// this is not called.
    /// </summary>
    /// <exception cref="ArgumentException">Two catalogues are of one standard.</exception>
    public CityKitBuilder UseCatalogues(params ClassCatalogue[] classes)
    {
        catalogues = CatalogueSet.Of(classes);
        return this;
    }

    /// <summary>The performance figures and scores that can be asked for; those of the field when this is not called.</summary>
    public CityKitBuilder UseFigures(KpiCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        figures = catalogue;
        return this;
    }

    /// <summary>Filing conditions, stage limits and dispatch table.</summary>
    public CityKitBuilder UsePolicy(WorkPolicy workPolicy)
    {
        policy = workPolicy;
        return this;
    }

    /// <summary>Working days and hours; China's, as published, when this is not called.</summary>
    public CityKitBuilder UseCalendar(WorkCalendar workCalendar)
    {
        calendar = workCalendar;
        return this;
    }

    /// <summary>Adds a module: a domain in an assembly of its own. The order does not matter.</summary>
    public CityKitBuilder AddModule(ICityModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        modules.Add(module);
        return this;
    }

    /// <summary>Sets options; what is out of range is refused at start.</summary>
    public CityKitBuilder Configure(Action<HubOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>
    /// Sets options from the host's configuration, such as <c>configuration.GetSection("Hub")</c>; durations as <c>PT10S</c> or
    /// <c>00:00:10</c>. What cannot be read, and a name that is no option, is refused at start.
    /// </summary>
    public CityKitBuilder Configure(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Configure(options => HubSettings.Bind(options, settings));
    }

    internal HubSetup Build(HubOptions options, IServiceProvider services)
    {
        if (releases is not null && bundleKey is null)
            throw new ArgumentException("UseReleases needs UseBundleKey: what it did not sign is not handed out.");
        if (keys is null && KeyFile is null && !isInMemory)
            throw new ArgumentException("This store needs KeyFile: personal data is encrypted with the keys in it.");
        var known = profiles ?? ProfileCatalogue.BuiltIn;
        var opened = keys?.Invoke(services) ?? KeysOfFile();
        return new HubSetup
        {
            Options = options,
            Configuration = new HubConfiguration(
                rules.IsEmpty ? HubConfiguration.NoRules : rules, sensors.IsEmpty ? HubConfiguration.NoSensors : sensors),
            BundleKey = bundleKey,
            AnswerKey = answerKey is null ? opened.Answers : DeviceKey.LoadOrCreate(answerKey),
            Address = address,
            Releases = releases is null ? null : new ReleaseShelf(releases, bundleKey!),
            Keys = opened.Protector,
            ErasureLog = opened.Erasures,
            Evidence = evidence?.Invoke(services),
            Modules = modules,
            Grids = grids,
            Components = components,
            Nets = nets,
            NetMaps = netMaps,
            Suggester = suggester,
            Catalogues = catalogues,
            Figures = figures,
            Profiles = known,
            Work = new WorkEngine(known, policy ?? WorkPolicy.Empty, calendar ?? WorkCalendar.BuiltIn),
        };
    }

    private CityKeys KeysOfFile() => KeyFile is null ? new CityKeys(MasterKeys.CreateInMemory(), null, null)
        : new CityKeys(MasterKeys.LoadOrCreate(KeyFile), new ErasureLog(KeyFile + ".erased"), null);
}
