using System.Net;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Documents;
using CityKit.Hub.Tests.Partitions;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Devices;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>One alert, lead or item is decided again out of the journal of a hub that runs.</summary>
public sealed class ReplayProofTests
{
    private static readonly Actor Leader = Actor.Of("leader-1", "duty room", Role.DutyLeader, Role.DutyOfficer);

    [Theory]
    [InlineData("alerts")]
    [InlineData("leads")]
    [InlineData("items")]
    public async Task Replay_OfWhatAHubDecided_GivesTheSameBytes(string kind)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var id = await ConfirmedAsync(city.Hub, device, kind);
        var proof = Row(await AskAsync(city.Hub, kind, id, Leader));
        Assert.True(proof.GetProperty("same").GetBoolean());
        Assert.Equal(proof.GetProperty("stored").ToString(), proof.GetProperty("replayed").ToString());
        var journal = await city.JournalAsync();
        var hash = journal.Take((int)proof.GetProperty("through").GetInt64()).Aggregate(default(Core.Chain.RunningHash), JournalChain.Next);
        Assert.Equal(hash.ToString(), proof.GetProperty("hash").GetString());
        Assert.True(proof.GetProperty("seal").GetInt64() >= proof.GetProperty("through").GetInt64());
    }

    [Theory]
    [InlineData("UPDATE d_alert SET crc = NULL, doc = CAST(replace(CAST(doc AS TEXT), 'Falling', 'Felling') AS BLOB)", "title.en")]
    [InlineData("UPDATE journal SET payload = CAST(payload || x'00' AS BLOB) WHERE number = 2", null)]
    public async Task Replay_OfAFileThatWasChanged_SaysWhatDiffers(string sql, string? path)
    {
        using var file = new TempFile();
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        var id = await ConfirmedAsync(city.Hub, device, "alerts");
        file.Run(sql);
        var proof = Row(await AskAsync(city.Hub, "alerts", id, Leader));
        Assert.False(proof.GetProperty("same").GetBoolean());
        if (path is null) Assert.Equal(2, proof.GetProperty("brokenAt").GetInt64());
        else Assert.Contains(
            path, Assert.Single(proof.GetProperty("findings").EnumerateArray()).GetProperty("found").GetProperty("en").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ByAnOfficer_IsRefusedAndByALeaderElsewhereNotThere()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var id = await ConfirmedAsync(city.Hub, device, "items");
        Assert.NotNull((await AskAsync(city.Hub, "items", id, TestCity.Officer)).Refusal);
        Assert.Equal("not-found",
            (await AskAsync(city.Hub, "items", id, Actor.Of("l-2", "b").With(Grant.Parse("DutyLeader@area/370203")))).Refusal!.Code);
    }

    [Fact]
    public async Task Replay_WhileAnotherRuns_IsRefusedAsBusy()
    {
        var gate = new TaskCompletionSource<(ICityStore, HubSetup)>();
        var replays = new HubReplays((_, _) => new(gate.Task));
        var key = new DocumentKey(AlertDocuments.Kind.Name, "a");
        var first = replays.RunAsync(key, default).AsTask();
        Assert.Equal("busy", (await replays.RunAsync(key, default)).Refusal!.Code);
        gate.SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(async () => await replays.RunAsync(key, default)); // the next one may run
    }

    [Fact]
    public async Task Replay_OfAJournalThatIsTooLong_SaysHowItIsProvedThen()
    {
        var store = new LongStore();
        var replays = new HubReplays((_, _) => new((store, TestCity.NewSetup())));
        var refusal = (await replays.RunAsync(new DocumentKey(AlertDocuments.Kind.Name, "a"), default)).Refusal!;
        Assert.Equal("too-long", refusal.Code);
        Assert.Contains("100001", refusal.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("citykit journal verify --city", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_InACityOfPartitions_IsOfThePartitionThatDecided()
    {
        await using var city = await PartitionedCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.Front.AcceptAsync(device.Next(device.Detection(TestCity.Start)));
        var lead = Assert.Single(await city.Front.Store.ReadLeadsAsync(default).ToListAsync());
        var item = (await city.DoAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow().Item!;
        Assert.True(Row(await AskAsync(city.Front, "items", $"{item.Id}", Leader)).GetProperty("same").GetBoolean());
        var chain = (await city.Front.QueryAsync("items/explain", Id($"{item.Id}"), TestCity.Officer)).Rows.Select(
            row => JsonElement.Parse(row.Span)).ToArray();
        Assert.Equal(["batch", "sensor", "rule", "alert", "lead", "command", "item"],
            chain.Select(link => link.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task Replay_OverHttp_AnswersOneObject()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        var alert = Assert.Single(await city.Hub.Store.ReadAlertsAsync(default).ToListAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync($"alerts/{alert.Id}/replay", TestCity.Officer)).Status);
        var (status, proof) = await city.GetAsync($"alerts/{alert.Id}/replay", TestCity.Admin);
        Assert.Equal((HttpStatusCode.OK, true), (status, proof.GetProperty("same").GetBoolean()));
    }

    private static async Task<string> ConfirmedAsync(CityHub hub, VirtualDevice device, string kind)
    {
        await hub.AcceptAsync(device.Next(device.Detection(TestCity.Start)));
        var lead = Assert.Single(await hub.Store.ReadLeadsAsync(default).ToListAsync());
        var item = (await hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow().Item!;
        return kind switch { "alerts" => $"{lead.Alerts[0]}", "leads" => $"{lead.Id}", _ => $"{item.Id}" };
    }

    private static async Task<QueryAnswer> AskAsync(CityHub hub, string kind, string id, Actor actor) =>
        await hub.QueryAsync($"{kind}/replay", Id(id), actor, limit: 1);

    private static JsonElement Row(QueryAnswer answer) => JsonElement.Parse(Assert.Single(answer.Rows).Span);

    private static Dictionary<string, string> Id(string id) => new() { ["id"] = id };

    /// <summary>A store whose one document stands on more entries than are replayed.</summary>
    private sealed class LongStore() : PassingStore(new InMemoryCityStore())
    {
        public override ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
            IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
            new([new StoredDocument("alert", "a", HubReplays.MostEntries + 1, default)]);
    }
}
