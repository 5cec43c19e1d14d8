using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityKit.Samples.District.Plan;

namespace CityKit.Samples.District.Load;

/// <summary>All that the district sends: devices, the gas company, people.</summary>
internal sealed class DistrictLoad : IAsyncDisposable
{
    private static readonly TimeSpan PeoplePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FeedPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AdmissionPause = TimeSpan.FromMilliseconds(200);

    private readonly DistrictPlan plan;
    private readonly Doors doors;
    private readonly LoadDevice[] devices;
    private readonly LoadPeople people;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource end = new();
    private Task running = Task.CompletedTask;

    internal DistrictLoad(DistrictPlan plan, IEnumerable<Uri> nodes, LoadRate rate, int seed, TimeProvider time)
    {
        (this.plan, this.time, random, doors) = (plan, time, new Random(seed), new Doors(nodes));
        people = new LoadPeople(plan, PeoplePause, time);
        devices = [.. plan.DeviceIds.Select(id => new LoadDevice(id, doors, Ledger, rate, time, Next()))];
    }

    /// <summary>What was sent and answered for.</summary>
    internal Ledger Ledger { get; } = new();

    /// <summary>Admits the devices, and begins.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var device in devices) await AdmitAsync(device, cancellationToken);
        running = Task.WhenAll(Tasks());
    }

    /// <summary>Makes nothing more, and waits until all that was made is answered for.</summary>
    /// <param name="patience">How long; what is not answered for then stays so.</param>
    internal async Task DrainAsync(TimeSpan patience)
    {
        await stop.CancelAsync();
        end.CancelAfter(patience);
        await running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync(TimeSpan.Zero);
        doors.Dispose();
        stop.Dispose();
        end.Dispose();
    }

    private IEnumerable<Task> Tasks()
    {
        foreach (var device in devices) yield return device.RunAsync(stop.Token, end.Token);
        yield return new LoadFeed(plan, doors, Ledger, time, Next()).RunAsync(FeedPause, stop.Token, end.Token);
        foreach (var resident in DistrictPeople.Residents) yield return people.ReportAsync(Person(resident), stop.Token, end.Token);
        yield return people.WatchAsync(Person(DistrictPeople.Officer), stop.Token, end.Token);
        yield return people.WorkAsync(Person(DistrictPeople.Manager), stop.Token, end.Token);
    }

    private LoadPerson Person(string id) => new(id, doors, Ledger, time, Next());

    private Random Next() => new(random.Next());

    /// <summary>Until a node says that it is done: nodes that have just started are slow.</summary>
    private async Task AdmitAsync(LoadDevice device, CancellationToken cancellationToken)
    {
        using var admin = Doors.HttpOf(doors.Any(random), DistrictPeople.Admin);
        while (!await TryAdmitAsync(admin, device, cancellationToken)) await Task.Delay(AdmissionPause, time, cancellationToken);
    }

    private static async Task<bool> TryAdmitAsync(HttpClient admin, LoadDevice device, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["commandId"] = $"admit-{device.Id}", ["publicKey"] = Convert.ToBase64String(device.Key.Public.Info.Span),
        };
        try
        {
            using var answer = await admin.PutAsJsonAsync($"devices/{device.Id}", body, cancellationToken);
            if ((int)answer.StatusCode is >= 400 and < 500)
                throw new InvalidOperationException(
                    $"{device.Id} is not admitted: {await answer.Content.ReadAsStringAsync(cancellationToken)} 设备未能登记。");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (Doors.IsGone(gone, cancellationToken))
        {
            return false;
        }
    }
}
