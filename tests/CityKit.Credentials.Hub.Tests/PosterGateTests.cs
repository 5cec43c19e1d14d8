using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Hub.Passes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Tests.Passes;
using CityKit.Credentials.Trust;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Credentials.Hub.Tests;

/// <summary>
/// The rider scans a gate's poster, and the hub opens: over HTTP, once, at the gate, with nothing of the phone in the journal.
/// </summary>
public sealed class PosterGateTests : IDisposable
{
    private static readonly Instant Now = TestCity.Start;
    private static readonly GeoPoint Door = GeoPoint.FromDegrees(120.4110, 36.0610);
    private static readonly PosterGate[] Gates = [new(new GatePoster(GateWorld.Gate, Door, 20), ["rider"])];
    private readonly GateWorld world = new();
    private readonly Opener opener = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Open_AtTheGate_OpensAndKeepsTheDutyRoomInformed()
    {
        await using var city = await StartAsync();
        var proof = Prove(Door);
        var (status, json) = await OpenAsync(city, "o-1", proof);
        Assert.Equal((HttpStatusCode.OK, "done"), (status, json.GetProperty("status").GetString()));
        await TellAsync(city.Hub, city.Time);
        Assert.Equal([(GateWorld.Gate, PassGate.UseOf(proof))], opener.Told);

        var row = Assert.Single(await PassagesAsync(city));
        Assert.Equal((GateWorld.Gate, "rider", "rider-station", "opened"),
            (Word(row, "gate"), Word(row, "type"), Word(row, "issuer"), Word(row, "state")));
        Assert.Equal((0, 7, 0), (row.GetProperty("list").GetInt32(), row.GetProperty("index").GetInt32(),
            row.GetProperty("metres").GetInt32()));
        Assert.Equal(["id", "gate", "type", "issuer", "list", "index", "metres", "at", "state"],
            row.EnumerateObject().Select(member => member.Name));
        Assert.Empty(city.Errors);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "elsewhere", "not-at-gate" }, // a copy of the poster, 1.1 km away
        { "vague", "place-unsure" },
        { "late", "wrong-time" },
        { "other-gate", "unknown-gate" },
        { "resident-pass", "wrong-type" },
        { "revoked", "revoked" },
        { "suspended", "suspended" },
        { "stale", "stale" },
        { "nothing-known", "no-trust" },
        { "forged", "forged" },
        { "copied-pass", "not-the-holder" },
        { "damaged", "no-proof" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Open_WhatMayNotBe_StaysShutAndSaysWhyInBothLanguages(string what, string code)
    {
        await using var city = await StartAsync(TrustOf(what));
        var before = await city.Hub.Store.ReadPositionAsync(default);
        var (status, json) = await OpenAsync(city, "o-1", WrongProof(what));
        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Equal(code, Word(json, "code"));
        Assert.Contains(json.GetProperty("message").GetProperty("zh").GetString()!, character => character >= '\u4e00');
        Assert.Matches("[a-z]", json.GetProperty("message").GetProperty("en").GetString()!);
        Assert.Equal(before, await city.Hub.Store.ReadPositionAsync(default));
        await TellAsync(city.Hub, city.Time);
        Assert.Empty(opener.Told);
        Assert.Empty(await PassagesAsync(city));
    }

    [Fact]
    public async Task Open_TheSameProofAgain_OpensOnceAndARepeatIsDone()
    {
        await using var city = await StartAsync();
        var proof = Prove(Door);
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", proof)).Status);
        Assert.Equal("used", Word((await OpenAsync(city, "o-2", proof)).Json, "code"));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", proof)).Status); // the answer was lost: the same command again
        await TellAsync(city.Hub, city.Time);
        Assert.Single(opener.Told);
    }

    [Fact]
    public async Task Open_ByManyAtOnce_OpensOnce()
    {
        await using var city = await StartAsync();
        var proof = Prove(Door);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => OpenAsync(city, $"o-{n}", proof)));
        Assert.Equal(7, answers.Count(answer => answer.Status != HttpStatusCode.OK && Word(answer.Json, "code") == "used"));
    }

    [Fact]
    public async Task Open_AfterARestart_KnowsWhatWasUsedAndTellsTheGateWhatItWasNotTold()
    {
        using var file = new TempFile();
        var proof = Prove(Door);
        await using (var city = await StartAsync(store: new SqliteCityStore(file.Path)))
            Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", proof)).Status);
        await using var again = await StartAsync(store: new SqliteCityStore(file.Path));
        Assert.Equal("used", Word((await OpenAsync(again, "o-2", proof)).Json, "code"));
        await TellAsync(again.Hub, again.Time);
        Assert.Single(opener.Told);
    }

    [Theory] // under the same use, for 30 s
    [InlineData(30, OpeningState.Opened)]
    [InlineData(31, OpeningState.TooLate)]
    public async Task Tell_AGateThatFails_IsToldAgainUntilTheRiderHasLeft(int seconds, OpeningState expected)
    {
        await using var city = await TestCity.StartAsync(
            setup: TestCity.NewSetup() with { Modules = [new PassesModule(Gates, () => Trust())] });
        (await city.Hub.ExecuteAsync(new OpenGate("o-1", Prove(Door).ToString()), TestCity.Resident)).OrThrow();
        opener.FailuresToCome = 1;
        await TellAsync(city.Hub, city.Time);
        Assert.Equal(OpeningState.Asked, (await OnlyPassageAsync(city)).State);
        city.Time.Advance(Duration.FromSeconds(seconds));
        await TellAsync(city.Hub, city.Time);
        Assert.Equal(expected, (await OnlyPassageAsync(city)).State);
        Assert.Equal(expected == OpeningState.Opened ? 2 : 1, opener.Told.Count);
        Assert.Single(opener.Told.Distinct());
        await TellAsync(city.Hub, city.Time);
        Assert.Equal(expected == OpeningState.Opened ? 2 : 1, opener.Told.Count);
    }

    [Fact]
    public async Task Open_WhileTheApplicationRuns_TellsTheGateByItself()
    {
        await using var city = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", Prove(Door))).Status);
        for (var tries = 0; tries < 100 && opener.Told.IsEmpty; tries++)
        {
            city.Time.Advance(Duration.FromMilliseconds(250)); // the teller's own timer
            await Task.Delay(20);
        }
        Assert.Single(opener.Told.Distinct());
    }

    [Fact] // whoever forges what the hub finds gets what the hub found
    public async Task Open_WithFindingsOfTheCallersOwn_TakesTheHubs()
    {
        await using var city = await StartAsync();
        var body = JsonSerializer.Serialize(new
        {
            commandId = "o-1",
            proof = Prove(Door).ToString(),
            found = new { use = "u", gate = "vault", type = "x", issuer = "y", list = 1, index = 1, metres = 1 },
        });
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("commands/passes/open", TestCity.Resident, body)).Status);
        Assert.Equal(GateWorld.Gate, Word(Assert.Single(await PassagesAsync(city)), "gate"));
    }

    [Theory]
    [InlineData("passes/open", "officer-1")]
    [InlineData("passes/open", "admin-1")]
    [InlineData("passes/note-opening", "admin-1")]
    [InlineData("passes/note-opening", "resident-1")]
    public async Task Command_ByAnotherRole_IsRefused(string command, string account)
    {
        await using var city = await StartAsync();
        var body = command == "passes/open" ? Body("o-1", Prove(Door)) : """{"commandId": "n-1", "use": "u", "state": "opened"}""";
        var (status, json) = await city.PostAsync($"commands/{command}", PersonOf(account), body);
        Assert.Equal((HttpStatusCode.Forbidden, "wrong-role"), (status, Word(json, "code")));
    }

    [Theory]
    [InlineData("resident-1")]
    [InlineData("admin-1")]
    [InlineData("manager-1")]
    public async Task Passages_ForAnotherRole_AreRefused(string account)
    {
        await using var city = await StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("queries/passes/passages?gate=gate-3", PersonOf(account))).Status);
    }

    [Fact]
    public async Task Passages_OfAnotherGateOrAfterThirtyDays_AreNotThere()
    {
        await using var city = await StartAsync();
        await OpenAsync(city, "o-1", Prove(Door));
        Assert.Empty(await PassagesAsync(city, "gate-4"));
        Assert.Single(await PassagesAsync(city));
        // without the ten million looks of the teller
        city.Time.AdjustTime((city.Time.Now + Duration.FromDays(30) + Duration.FromSeconds(1)).ToDateTimeOffset());
        await city.Hub.TickAsync();
        Assert.Empty(await PassagesAsync(city));
    }

    [Fact]
    public async Task Replay_GivesTheSamePassagesAndAsksNobody()
    {
        var asked = 0;
        var setup = TestCity.NewSetup() with
        {
            Modules = [new PassesModule(Gates, () =>
            {
                asked++;
                return Trust();
            })],
        };
        await using var city = await TestCity.StartAsync(setup: setup);
        (await city.Hub.ExecuteAsync(new OpenGate("o-1", Prove(Door).ToString()), TestCity.Resident)).OrThrow();
        await TellAsync(city.Hub, city.Time);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(1, asked);
        var expected = await DocumentsAsync(city.Hub.Store);
        Assert.Single(expected);
        Assert.Equal(expected, await DocumentsAsync(replayed));
    }

    [Fact]
    public async Task Journal_OfAPassage_HasNoPlaceNoProofAndNoAccount()
    {
        await using var city = await StartAsync();
        var here = GeoPoint.FromDegrees(120.4110123, 36.0611234); // 14 m north of the poster
        var proof = Prove(here);
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", proof)).Status);
        Assert.Equal(10, Assert.Single(await PassagesAsync(city)).GetProperty("metres").GetInt32());
        var export = await TestCity.ExportAsync(city.Hub.Store)
            + string.Concat((await city.Hub.Store.ReadJournalAsync(0, default).ToListAsync())
                .Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
        Assert.Contains(PassGate.UseOf(proof), export, StringComparison.Ordinal);
        foreach (var secret in (string[])[proof.ToString(), "120.4110123", "36.0611234", "1204110123", "360611234", "resident-1", "F-12"])
            Assert.DoesNotContain(secret, export, StringComparison.Ordinal);
        Assert.DoesNotContain(city.Log, line => line.Contains(proof.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(201)]
    public void New_OfAPosterOutOfItsLimits_Throws(int radius)
    {
        var gate = new PosterGate(new GatePoster("g", Door, radius), ["rider"]);
        var refused = Assert.Throws<ArgumentException>(() => new PassesModule([gate], () => null));
        Assert.Contains($"{radius} m", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_OfOneGateTwice_Throws()
    {
        var refused = Assert.Throws<ArgumentException>(() => new PassesModule([.. Gates, .. Gates], () => null));
        Assert.Contains("gate-3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithASignedBundleInAFile_OpensWhenTheFileIsThere()
    {
        using var folder = new TempFile();
        using var key = DeviceKey.Create();
        await using var city = await StartAsync(new GateTrustFile(folder.Path, key.Public).Current);
        Assert.Equal("no-trust", Word((await OpenAsync(city, "o-1", Prove(Door))).Json, "code"));
        await File.WriteAllBytesAsync(folder.Path, SignedTrustBundle.Sign(Trust().Bundle, key).Encode());
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(city, "o-1", Prove(Door))).Status);
    }

    private Task<HttpCity> StartAsync(Func<GateTrust?>? trust = null, ICityStore? store = null) =>
        HttpCity.StartAsync(store, city => city.AddPasses(Gates, trust ?? (() => Trust()), _ => opener));

    private static Task<(HttpStatusCode Status, JsonElement Json)> OpenAsync(HttpCity city, string id, PosterProof proof) =>
        city.PostAsync("commands/passes/open", TestCity.Resident, Body(id, proof));

    private static Task<(HttpStatusCode Status, JsonElement Json)> OpenAsync(HttpCity city, string id, string proof) =>
        city.PostAsync("commands/passes/open", TestCity.Resident, Body(id, proof));

    private static string? Word(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Body(string id, PosterProof proof) => Body(id, proof.ToString());

    private static string Body(string id, string proof) => JsonSerializer.Serialize(new { commandId = id, proof });

    private static async Task<IReadOnlyList<JsonElement>> PassagesAsync(HttpCity city, string gate = GateWorld.Gate)
    {
        var (status, json) = await city.GetAsync($"queries/passes/passages?gate={gate}", TestCity.Officer);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        return [.. json.GetProperty("rows").EnumerateArray()];
    }

    private static async Task<Passage> OnlyPassageAsync(TestCity city) =>
        Assert.Single((await city.Hub.Store.QueryAsync(Passage.Kind.Query(), default)).Rows);

    private static async Task<string[]> DocumentsAsync(ICityStore store) =>
        [.. (await store.QueryAsync(new DocumentQuery("passes_passage") { Limit = 1000 }, default)).Rows.Select(row =>
            $"{row.Id} {Convert.ToBase64String(row.Bytes.Span)}")];

    private Task TellAsync(CityHub hub, TimeProvider time) => new GateTeller(hub, opener, time, NullLogger.Instance).RunAsync();

    private static Actor PersonOf(string account) =>
        new[] { TestCity.Officer, TestCity.Admin, TestCity.Resident, TestCity.Manager }.Single(actor => actor.Id == account);

    private SignedPass Issue(Func<Pass, Pass>? change = null, SigningKey? by = null)
    {
        var pass = world.Pass with { ValidFrom = Now - Duration.FromDays(1), ValidUntil = Now + Duration.FromDays(30) };
        return SignedPass.Issue(change?.Invoke(pass) ?? pass, by ?? world.Station);
    }

    private PosterProof Prove(
        GeoPoint place, SignedPass? pass = null, string gate = GateWorld.Gate, int accuracy = 5, Instant? at = null) =>
        PosterProof.Sign(pass ?? Issue(), world.Phone, gate, place, accuracy, at ?? Now);

    private PosterProof SignedBy(SigningKey stranger) => PosterProof.Sign(
        Issue(pass => pass with { HolderKey = stranger.PublicKey }), stranger, GateWorld.Gate, Door, 5, Now);

    private GateTrust Trust(int status = 0, Instant? until = null, Instant? made = null) =>
        world.Trust(status, until ?? Now + Duration.FromDays(1), made ?? Now - Duration.FromHours(1));

    private Func<GateTrust?> TrustOf(string what) => what switch
    {
        "revoked" => () => Trust(status: 1),
        "suspended" => () => Trust(status: 2),
        "stale" => () => Trust(until: Now - Duration.FromHours(73), made: Now - Duration.FromHours(97)),
        "nothing-known" => () => null,
        _ => () => Trust(),
    };

    private string WrongProof(string what)
    {
        using var stranger = SigningKey.Create("k1");
        return (what switch
        {
            "elsewhere" => Prove(GeoPoint.FromDegrees(120.4110, 36.0710)),
            "vague" => Prove(Door, accuracy: 51),
            "late" => Prove(Door, at: Now - Duration.FromSeconds(61)),
            "other-gate" => Prove(Door, gate: "gate-9"),
            "resident-pass" => Prove(Door, Issue(pass => pass with { Type = "resident" })),
            "forged" => Prove(Door, Issue(by: stranger)),
            "copied-pass" => SignedBy(stranger) with { Pass = Issue() },
            _ => Prove(Door),
        }).ToString()[(what == "damaged" ? 4 : 0)..];
    }

    /// <summary>Gates that are told, and now and then cannot be reached.</summary>
    private sealed class Opener : IGateOpener
    {
        internal ConcurrentQueue<(string Gate, string Use)> Told { get; } = [];

        internal int FailuresToCome { get; set; }

        public ValueTask OpenAsync(string gate, string use, CancellationToken cancellationToken)
        {
            Told.Enqueue((gate, use));
            return FailuresToCome-- > 0 ? throw new IOException("The gate does not answer.") : ValueTask.CompletedTask;
        }
    }
}
