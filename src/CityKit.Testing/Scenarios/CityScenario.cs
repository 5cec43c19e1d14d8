using CityKit.Cases;
using CityKit.Core.Signing;
using CityKit.Hosting;
using CityKit.Privacy;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Testing.Scenarios;

/// <summary>
/// A small city for a test (测试城市): a hub with devices whose time you move, and checks of what comes of it. For any test framework or none:
/// what is not as expected is a <see cref="ScenarioException"/>.
/// </summary>
/// <remarks>
/// For tests of rules, profiles and modules together. One scenario for a test, from one thread. The hub is in memory, with test keys and
/// with answers that are signed and checked; <c>UseStore</c>, <c>UseSqlite</c> and the like put it on another store. Time moves by <see
/// cref="PassAsync"/> alone: every minute each device sends its heartbeat, as a real one does, so that rules that hold go on and a device
/// that works never counts as offline. What a rule raised is found by the rule's id, so an alert of another rule is never taken for it. It
/// opens no port; over HTTP, host a hub of your own.
/// </remarks>
/// <example><code>
/// await using var city = await CityScenario.StartAsync(city => city
///     .UseRules(File.ReadAllBytes("rules.json")).UseSensors(File.ReadAllBytes("sensors.json"))
///     .UseGrids(new GridMap([SquareGrid.Of("370202999001001", west: 120.41, south: 36.06)])));
/// var lamp = city.Device("pi-1").Sensor("lamp-1");
/// await lamp.ActivateAsync();
/// await city.PassAsync(Duration.FromMinutes(31));
/// await city.ExpectOneAlertAsync("lamp-dark", lamp);
/// await city.ExpectOneItemAsync("lamp-dark", grid: "370202999001001");
/// </code></example>
public sealed partial class CityScenario : IAsyncDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly Action<CityKitBuilder> configure;
    private readonly InMemoryCityStore memory = new();
    private readonly DeviceKey answerKey = DeviceKey.Create();
    private readonly Dictionary<string, ScenarioDevice> devices = [];
    private ServiceProvider services;

    private CityScenario(Action<CityKitBuilder> configure, Instant start)
    {
        (this.configure, Time) = (configure, FakeTime.At(start));
        services = Build();
    }

    /// <summary>When a scenario begins unless another moment is given: Monday 2 March 2026, 08:00 in China.</summary>
    public static Instant DefaultStart { get; } = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>Who may do everything: devices are admitted in this name.</summary>
    public static Actor Administrator { get; } = Actor.Of("scenario", "test", Role.Administrator);

    /// <summary>The city's clock. Move it by <see cref="PassAsync"/>, so that devices' time passes too.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>What time it is in the city.</summary>
    public Instant Now => Time.Now;

    /// <summary>The hub, for commands and queries.</summary>
    public CityHub Hub => services.GetRequiredService<CityHub>();

    internal IEnumerable<ScenarioDevice> Devices => devices.Values;

    private Duration Beat => Duration.Min(Minute, services.GetRequiredService<IOptionsMonitor<HubOptions>>().CurrentValue.OfflineAfter / 2);

    /// <summary>Starts a hub.</summary>
    /// <param name="configure">What it is made of, as in <c>AddCityKit</c>: rules, sensors, grids, profiles, modules, a store.</param>
    /// <param name="start">What time it is; <see cref="DefaultStart"/> when not given.</param>
    /// <exception cref="ArgumentException">What it is made of has errors; the message says what and where.</exception>
    public static async Task<CityScenario> StartAsync(Action<CityKitBuilder> configure, Instant? start = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var city = new CityScenario(configure, start ?? DefaultStart);
        try
        {
            await city.Hub.StartAsync().ConfigureAwait(false);
            return city;
        }
        catch
        {
            await city.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The device of this id, the same one each time. It is admitted before it sends first.</summary>
    /// <exception cref="FormatException">This is not the id of a device.</exception>
    public ScenarioDevice Device(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!devices.TryGetValue(id, out var device)) devices[id] = device = new ScenarioDevice(this, id);
        return device;
    }

    /// <summary>Lets time pass, the city's and the devices': each minute every device that has power sends its heartbeat.</summary>
    /// <param name="duration">How long, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    /// <exception cref="ScenarioException">The hub did not take what a device sent.</exception>
    public async Task PassAsync(Duration duration)
    {
        if (duration < Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "Time passes by zero or more, never back.");
        var (end, beat) = (Now + duration, Beat);
        while (Now < end)
        {
            Time.Advance(Duration.Min(beat, end - Now));
            foreach (var device in devices.Values) await device.BeatAsync().ConfigureAwait(false);
            await Hub.TickAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stops the hub and starts it again over the same store, with what it is made of now.</summary>
    /// <exception cref="ArgumentException">What it is made of has errors.</exception>
    public async Task RestartAsync()
    {
        await services.DisposeAsync().ConfigureAwait(false);
        services = Build();
        await Hub.StartAsync().ConfigureAwait(false);
    }

    /// <summary>Stops the hub.</summary>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync().ConfigureAwait(false);
        await memory.DisposeAsync().ConfigureAwait(false);
        answerKey.Dispose();
    }

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddCityKit(city => configure(city.UseStore(_ => memory).UseKeys(_ => new CityKeys(new FixedKeys(), null, answerKey))));
        return collection.BuildServiceProvider();
    }
}
