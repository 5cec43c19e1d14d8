using System.Net;
using CityKit.AspNetCore.Defence;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Hub.Tests.Defence;

/// <summary>What one actor, device or address may use; refusals say for how long.</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task Reports_OfAResidentBeyondTheHour_AreRefusedAndOthersAreNot()
    {
        await using var city = await HttpCity.StartAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("reports", TestCity.Resident, Report(i))).Status);
        using var refused = await SendAsync(city, HttpMethod.Post, "reports", TestCity.Resident, Report(20));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Contains("over-budget", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 25; i++) Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("reports", TestCity.Officer, Report(i))).Status);
    }

    [Theory] // by their name, alone or many in one request: a report is a report
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reports_ByTheirName_UseTheSameBudget(bool isBulk)
    {
        await using var city = await HttpCity.StartAsync();
        var answers = new List<int>();
        if (isBulk)
        {
            var commands = Enumerable.Range(0, 25).Select(i => $$"""{"command": "items/report", "body": {{Report(i)}}}""");
            var (_, json) = await city.PostAsync("commands", TestCity.Resident, $"[{string.Join(',', commands)}]");
            answers.AddRange(json.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("status").GetInt32()));
        }
        else
            for (var i = 0; i < 25; i++)
                answers.Add((int)(await city.PostAsync("commands/items/report", TestCity.Resident, Report(i))).Status);
        Assert.Equal([.. Enumerable.Repeat(200, 20), .. Enumerable.Repeat(429, 5)], answers);
    }

    [Fact]
    public async Task Commands_ManyInOneRequest_UseTheBudgetEach()
    {
        await using var city = await StartAsync(o => o.ActorCommandsPerMinute = 5);
        var commands = Enumerable.Range(0, 8).Select(i => $$"""{"command": "items/report", "body": {{Report(i)}}}""");
        var (_, json) = await city.PostAsync("commands", TestCity.Officer, $"[{string.Join(',', commands)}]");
        var statuses = json.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("status").GetInt32());
        Assert.Equal([200, 200, 200, 200, 429, 429, 429, 429], statuses); // the request itself used one
    }

    [Fact]
    public async Task Requests_OfAnActorBeyondTheMinute_AreRefused()
    {
        await using var city = await StartAsync(o => o.ActorRequestsPerMinute = 3);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await city.GetAsync("items", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Commands_BeyondTheMinute_AreRefusedWhileReadsGoOn()
    {
        await using var city = await StartAsync(o => o.ActorCommandsPerMinute = 2);
        for (var i = 0; i < 2; i++) await city.PostAsync("reports", TestCity.Officer, Report(i));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await city.PostAsync("reports", TestCity.Officer, Report(2))).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Batches_OfOneDeviceBeyondItsMinute_WaitWhileOthersAreTaken()
    {
        await using var city = await StartAsync(o => o.DeviceBatchesPerMinute = 2);
        var (first, second) = (await city.AdmitAsync("pi-1"), await city.AdmitAsync("pi-2"));
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await city.BatchAsync(first.Next(first.Detection(TestCity.Start)))).Status);
        using var refused = await city.Client.PostAsync("batches", new ByteArrayContent(first.Next(first.Detection(TestCity.Start))));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await city.BatchAsync(second.Next(second.Detection(TestCity.Start)))).Status);
    }

    [Fact]
    public async Task Batches_ForgedInADevicesName_UseNothingOfItsBudget()
    {
        await using var city = await StartAsync(o => o.DeviceBatchesPerMinute = 2);
        var (device, forger) = (await city.AdmitAsync("pi-1"), TestCity.NewDevice("pi-1"));
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await city.BatchAsync(forger.Next(forger.Detection(TestCity.Start)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.BatchAsync(device.Next(device.Detection(TestCity.Start)))).Status);
    }

    [Fact]
    public async Task Address_BeyondItsMinute_IsRefusedWithoutAKeyAndAnotherIsNot()
    {
        await using var city = await StartAsync(o => o.AddressRequestsPerMinute = 5);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.BadRequest, (await city.BatchAsync([1, 2, 3])).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await city.BatchAsync([1, 2, 3])).Status);
        using var elsewhere = HttpFrom.Address("127.0.0.7", city.Root);
        using var answer = await elsewhere.PostAsync("citykit/v1/batches", new ByteArrayContent([1, 2, 3]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Reads_MoreThanPlaces_WaitAndAreAllAnswered()
    {
        await using var city = await StartAsync(o => (o.ReadsAtOnce, o.ReadsWaiting) = (1, 64));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => city.GetAsync("items", TestCity.Resident)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task Read_ThatTakesLong_GivesItsPlaceToTheNext()
    {
        var store = new HeldReads(new InMemoryCityStore());
        await using var city = await StartAsync(o => o.ReadsAtOnce = 1, store);
        store.HoldNext();
        var slow = city.GetAsync("items", TestCity.Resident);
        await store.Held;
        var next = city.GetAsync("items", TestCity.Resident);
        for (; !next.IsCompleted; await Task.WhenAny(next, Task.Delay(5))) city.Time.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await next).Status);
        store.LetGo();
        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
    }

    [Fact]
    public async Task Reads_GivenUpWhileTheyWait_LeaveNothingInUse()
    {
        var store = new HeldReads(new InMemoryCityStore());
        await using var city = await StartAsync(o => (o.ReadsAtOnce, o.ActorRequestsPerMinute) = (1, 1_000_000), store);
        store.HoldNext();
        var first = city.GetAsync("items", TestCity.Resident);
        await store.Held;
        using var giveUp = new CancellationTokenSource();
        var others = Enumerable.Range(0, 20).Select(_ => GetAsync(city, TestCity.Resident, giveUp.Token)).ToArray();
        while (others.Count(request => request.IsCompleted) < 13)
            await Task.WhenAny(others.Where(request => !request.IsCompleted)); // 7 wait
        await giveUp.CancelAsync();
        store.LetGo();
        await first;
        Assert.Equal(7, others.Count(request => !request.IsCompletedSuccessfully));
        while ((await city.GetAsync("items", TestCity.Resident)).Status != HttpStatusCode.OK) await Task.Yield();
        Assert.Empty(city.Errors);
    }

    [Fact]
    public async Task Options_OutOfRange_EndTheStartWithTheName()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(o => o.WrongKeys = 0));
        Assert.Contains("WrongKeys", wrong.Message, StringComparison.Ordinal);
    }

    private static Task<HttpCity> StartAsync(Action<CityKitDoorOptions> configure, ICityStore? store = null) =>
        HttpCity.StartAsync(store, services: s => s.Configure(configure));

    private static async Task<HttpResponseMessage> GetAsync(HttpCity city, Actor actor, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "items");
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(actor));
        return await city.Client.SendAsync(request, cancel);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpCity city, HttpMethod method, string path, Actor actor, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = HttpCity.Text(json) };
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(actor));
        return await city.Client.SendAsync(request);
    }

    private static string Report(int number) =>
        $$"""{"id": "r-{{number}}", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.411, "latitude": 36.061}""";
}
