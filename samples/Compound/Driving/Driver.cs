using System.Text.Json.Nodes;
using CityKit.Core.Time;
using CityKit.Samples.Compound.Children;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Staff;
using CityKit.Samples.Compound.Timeline;
using NodaTime;

namespace CityKit.Samples.Compound.Driving;

/// <summary>
/// Owns the time of a scenario: takes edge and hub, two processes, from handshake to handshake, delivers what comes from elsewhere, and
/// lets the staff act. Whatever is killed in between is started again and asked again, so that the story ends the same.
/// </summary>
internal sealed class Driver : IAsyncDisposable
{
    private readonly Scenario scenario;
    private readonly DataFolder folder;
    private readonly IStory story;
    private readonly HubClient client;
    private readonly OutsideWorld outside;
    private readonly ScriptedStaff staff;
    private readonly HubVoice voice;
    private readonly EdgeVoice edgeVoice;
    private Progress progress;
    private Instant heading;
    private int port;
    private int restartsTold;

    private Driver(Scenario scenario, DataFolder folder, DriverOptions options, IStory story, Progress progress)
    {
        (this.scenario, this.folder, this.story, this.progress) = (scenario, folder, story, progress);
        (heading, port) = (Reached, options.Port);
        var source = options.Recorded ? "recorded" : "chip";
        Hub = new ChildKeeper("hub", folder.Log("hub"), () => ["hub", .. Common(), "--port", $"{port}", .. options.HubArguments],
            ready => port = (int)ready["port"]!);
        Edge = new ChildKeeper("edge", folder.Log("edge"),
            () => ["edge", .. Common(), "--hub", HubAddress.ToString(), "--source", source], _ => { });
        client = new HubClient(Hub, () => HubAddress, scenario.People);
        outside = new OutsideWorld(scenario, client, story);
        var items = new ItemVoice(scenario);
        staff = new ScriptedStaff(scenario, client, items, story);
        voice = new HubVoice(scenario, client, items, story);
        edgeVoice = new EdgeVoice(scenario, story);
    }

    /// <summary>The hub's process.</summary>
    public ChildKeeper Hub { get; }

    /// <summary>The edge's process.</summary>
    public ChildKeeper Edge { get; }

    /// <summary>Scenario time that both have reached.</summary>
    public Instant Reached => InstantNanoseconds.FromUnixNanoseconds(progress.Reached);

    /// <summary>True when the scenario is over.</summary>
    public bool IsDone => progress.Done;

    /// <summary>Where the hub's API is.</summary>
    public Uri HubAddress => new($"http://127.0.0.1:{port}/");

    /// <summary>Starts both processes on a data folder, where an earlier run stopped.</summary>
    /// <exception cref="InputException">The folder holds a run of another scenario.</exception>
    /// <exception cref="ChildGoneException">A child does not start.</exception>
    public static async Task<Driver> StartAsync(Scenario scenario, DataFolder folder, DriverOptions options, IStory story,
        CancellationToken cancellation)
    {
        var driver = new Driver(scenario, folder, options, story, Earlier(scenario, folder));
        try
        {
            await driver.StartChildrenAsync(cancellation);
            return driver;
        }
        catch
        {
            await driver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on to the end of the scenario, or until cancelled: then the handshake under way is finished first.</summary>
    /// <returns>True when the scenario is over.</returns>
    public async Task<bool> RunAsync(Pace pace, CancellationToken cancellation)
    {
        foreach (var moment in Schedule.After(scenario, Reached))
        {
            await pace.UntilAsync(moment, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested) return false;
            await StepAsync(moment);
        }
        return IsDone;
    }

    /// <summary>Keeps edge and hub up after the story, their clock going on with the real one, until cancelled.</summary>
    public Task ServeAsync(TimeProvider time, CancellationToken cancellation) =>
        new AfterStory(scenario, this, outside).RunAsync(time, cancellation);

    /// <summary>Takes everything to one moment.</summary>
    public async Task StepAsync(Instant moment)
    {
        var before = Reached;
        await MoveChildrenAsync(moment);
        await outside.DeliverAsync(before, moment, CancellationToken.None);
        await staff.ActAsync(moment, CancellationToken.None);
        await TellAsync(moment);
    }

    /// <summary>Takes edge and hub to one moment, without the story's deliveries and staff.</summary>
    /// <returns>What people at the desk want to happen.</returns>
    public async Task<IReadOnlyList<Demand>> MoveAsync(Instant moment)
    {
        var wanted = await MoveChildrenAsync(moment);
        await TellAsync(moment);
        return wanted;
    }

    private async Task<IReadOnlyList<Demand>> MoveChildrenAsync(Instant moment)
    {
        heading = moment;
        var hub = await Hub.AskAsync(() => ControlMessage.Advance(moment), CancellationToken.None);
        edgeVoice.Tell(await Edge.AskAsync(() => ControlMessage.Advance(moment), CancellationToken.None), moment);
        return ControlMessage.DemandsOf(hub);
    }

    private async Task TellAsync(Instant moment)
    {
        var told = await voice.TellAsync(progress.Told, CancellationToken.None);
        TellRestarts(moment);
        progress = progress with { Reached = moment.ToUnixNanoseconds(), Told = told, Done = moment >= scenario.End };
        progress.Save(folder.Progress);
    }

    /// <summary>The totals of the data folder.</summary>
    public async Task<Totals> TotalsAsync()
    {
        var edge = await Edge.AskAsync(ControlMessage.Stats, CancellationToken.None);
        var hub = await client.GetAsync(scenario.Operator.Id, "summary", CancellationToken.None);
        return new Totals((long)edge["produced"]!, hub.Body);
    }

    /// <summary>The hub's export of alerts and work items: the same bytes for the same story.</summary>
    public Task<string> ExportAsync() => client.GetTextAsync(scenario.Operator.Id, "export", CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Edge.DisposeAsync();
        await Hub.DisposeAsync();
        client.Dispose();
    }

    private void TellRestarts(Instant moment)
    {
        if (Edge.Restarts + Hub.Restarts == restartsTold) return;
        restartsTold = Edge.Restarts + Hub.Restarts;
        story.Tell(new StoryLine(moment, StoryKind.Run,
            $"a process ended and was started again (edge {Edge.Restarts}, hub {Hub.Restarts} times so far); the story goes on"));
    }

    private static Progress Earlier(Scenario scenario, DataFolder folder)
    {
        var hash = ScenarioHash.Of(scenario);
        if (Progress.Load(folder.Progress) is not { } earlier)
            return new Progress { Scenario = hash, Reached = scenario.Start.ToUnixNanoseconds(), Told = 0, Done = false };
        if (earlier.Scenario == hash) return earlier;
        throw new InputException(
            $"The data folder '{folder.Path}' holds a run of another scenario. "
                + "Start over with --fresh, or name another folder with --data. 数据目录属于另一场景，请用 --fresh 重新开始。");
    }

    /// <summary>The hub has to know the device before the device's first batch.</summary>
    private async Task StartChildrenAsync(CancellationToken cancellation)
    {
        Hub.Start();
        await Hub.AliveAsync(cancellation);
        Edge.Start();
        var ready = await (await Edge.AliveAsync(cancellation)).Ready;
        var admitted = await client.PutAsync(scenario.Operator.Id, $"devices/{scenario.Device}",
            new JsonObject { ["publicKey"] = (string)ready["publicKey"]! }, cancellation);
        if (!admitted.IsSuccess) story.Tell(new StoryLine(Reached, StoryKind.Refused, admitted.Reason));
    }

    private IEnumerable<string> Common() =>
        ["--scenario", scenario.Files.Scenario, "--data", folder.Path, "--now", ControlMessage.Text(heading)];
}
