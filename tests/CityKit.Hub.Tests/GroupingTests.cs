using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Samples.Parking;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Inputs decided in one group give what they give one by one, whatever the groups.</summary>
public sealed class GroupingTests
{
    private static readonly Instant At = TestCity.Start;
    private static readonly Actor Leader = Actor.Of("leader-1", "oversight", Role.Oversight);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Inputs_InRandomGroups_GiveWhatTheyGiveOneByOne(int seed)
    {
        var expected = await RunAsync(seed, _ => 1);
        Assert.Contains("parking_booking", expected.Documents, StringComparison.Ordinal);
        Assert.Contains("item ", expected.Documents, StringComparison.Ordinal);
        var random = new Random(seed * 31);
        for (var run = 0; run < 3; run++) Assert.Equal(expected, await RunAsync(seed, _ => random.Next(1, 12)));
        Assert.Equal(expected, await RunAsync(seed, _ => 1000));
    }

    [Fact]
    public async Task OpenAndStep_InOneGroup_FindTheItem()
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await StartAsync(store);
        var answers = await TogetherAsync(city, store, [
            c => c.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident).AsTask(),
            c => c.ExecuteAsync(new StepItem(
                "s-1", WorkItemId.FromCause($"report|{TestCity.ResidentId}/r-1"), new WorkCommand("oversee") { Reason = "a leader asks" }),
                Leader).AsTask(),
        ]);
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.True(Assert.Single(await city.ItemsAsync()).Overseen);
    }

    [Fact]
    public async Task TwoReportsOfOneLamp_InOneGroup_OpenOneItem()
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await StartAsync(store);
        await TogetherAsync(city, store, [
            c => c.ReportAsync(CommandTests.Report("r-1"), "dark", TestCity.Resident).AsTask(),
            c => c.ReportAsync(CommandTests.Report("r-2"), "still dark", Actor.Of("resident-2", "", Role.Resident)).AsTask(),
        ]);
        Assert.Equal(2, Assert.Single(await city.ItemsAsync()).Reports.Count);
    }

    [Fact]
    public async Task ThreeBookingsOfOneBay_InOneGroup_TakeItOnce()
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await StartAsync(store);
        var answers = await TogetherAsync(city, store, [
            c => c.ExecuteAsync(ParkingTests.Offer("o-1"), Actor.Of("holder-1", "", Role.Resident)).AsTask(),
            .. Enumerable.Range(1, 3)
                .Select<int, Func<CityHub, Task<CommandAnswer>>>(
                n => c => c.ExecuteAsync(ParkingTests.Book($"b-{n}", 0, 2), TestCity.Resident).AsTask()),
        ]);
        Assert.Equal([null, null, "taken", "taken"], answers.Select(a => a.Refusal?.Code));
    }

    private static Task<TestCity> StartAsync(ICityStore store) =>
        ParkingTests.StartAsync(store, setup: RepeatTests.Setup("""[{"profile": "city-management", "metres": 10}]"""));

    /// <summary>Sends inputs while a commit waits, so that they are decided in one group.</summary>
    private static async Task<CommandAnswer[]> TogetherAsync(
        TestCity city, GatedStore store, IReadOnlyList<Func<CityHub, Task<CommandAnswer>>> inputs)
    {
        store.Close();
        var first = city.AdmitAsync("pi-9");
        var rest = inputs.Select(input => input(city.Hub)).ToArray();
        store.Open();
        await first;
        return await Task.WhenAll(rest);
    }

    private static async Task<(string Documents, string Export, int Answers)> RunAsync(int seed, Func<int, int> sizeOf)
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await StartAsync(store);
        var device = await city.AdmitAsync("pi-1");
        var (random, answered) = (new Random(seed), 0);
        for (var round = 0; round < 6; round++)
        {
            var inputs = Enumerable.Range(0, 12).Select(n => InputOf(city, device, random, (round * 12) + n)).ToArray();
            for (var at = 0; at < inputs.Length;)
            {
                var group = inputs[at..Math.Min(inputs.Length, at + sizeOf(at))];
                answered += await GroupAsync(store, group);
                at += group.Length;
            }
            await AdvanceAsync(city, city.Time.Now + Duration.FromMinutes(50));
        }
        return (await ParkingTests.DocumentsAsync(store), await city.ExportAsync(), answered);
    }

    /// <summary>
    /// What falls due is done at its own minute, not at whichever the clock shows when the writer gets to it. The second tick
    /// comes when all of the first is done, also when the hub wakes up next: which it says only after it has answered.
    /// </summary>
    private static async Task AdvanceAsync(TestCity city, Instant to)
    {
        await SettleAsync(city);
        while (city.Time.Now < to)
        {
            city.Time.Advance(Duration.Min(Duration.FromMinutes(1), to - city.Time.Now));
            await SettleAsync(city);
        }
    }

    private static async Task SettleAsync(TestCity city)
    {
        for (var i = 0; i < 2; i++) await city.Hub.TickAsync();
    }

    /// <summary>
    /// A group of one is sent as it is; of a larger one the first waits for its commit, and the rest come together behind it.
    /// </summary>
    private static async Task<int> GroupAsync(GatedStore store, Func<Task<bool>>[] group)
    {
        if (group.Length == 1) return await group[0]() ? 1 : 0;
        store.Close();
        var sent = group.Select(input => input()).ToArray();
        store.Open();
        return (await Task.WhenAll(sent)).Count(done => done);
    }

    private static Func<Task<bool>> InputOf(TestCity city, VirtualDevice device, Random random, int n)
    {
        var at = At + Duration.FromMinutes(n);
        switch (random.Next(7))
        {
            case 0: { var report = CommandTests.Report($"r-{n}"); return async () =>
                (await city.Hub.ReportAsync(report, "a hole", TestCity.Resident)).Refusal is null; }
            case 1: { var (from, length) = (random.Next(9), random.Next(1, 4)); return async () =>
                (await city.Hub.ExecuteAsync(ParkingTests.Book($"b-{n}", from, from + length), TestCity.Resident)).Refusal is null; }
            case 2: { var fen = random.Next(100, 400); return async () =>
                (await city.Hub.ExecuteAsync(
                ParkingTests.Offer($"o-{n}") with { FenPerHour = fen }, Actor.Of("holder-1", "", Role.Resident))).Refusal is null; }
            case 3: { var of = random.Next(n + 1); return async () =>
                (await city.Hub.ExecuteAsync(
                new StepItem($"s-{n}", WorkItemId.FromCause($"report|{TestCity.ResidentId}/r-{of}"), new WorkCommand("oversee")
                { Reason = "asked" }), Leader)).Refusal is null; }
            default: { var batch = device.Next(
                random.Next(2) == 0 ? device.Detection(At) : device.Contact("smoke", At, active: random.Next(2) == 0)); return async () =>
                (await city.Hub.AcceptAsync(batch)).Status == Intake.BatchStatus.Synced; }
        }
    }
}
