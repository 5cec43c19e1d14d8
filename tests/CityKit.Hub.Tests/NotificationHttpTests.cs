using System.Net;
using CityKit.Delivering;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests;

public sealed class NotificationHttpTests
{
    [Fact]
    public async Task Subscriptions_PutListedAndRemoved_AreForThoseWhoMay()
    {
        await using var city = await StartAsync(new RecordingChannel());
        const string Body = """{"commandId": "p-1", "channel": "desk", "kinds": ["AlertRaised"], "audience": "Duty"}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(city, "subscriptions/alerts", TestCity.Manager, Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(city, "subscriptions/alerts", TestCity.Admin, Body)).Status);
        var wrong = await PutAsync(city, "subscriptions/alerts", TestCity.Admin, """{"commandId": "p-2", "channel": "dsk"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "desk"),
            (wrong.Status, wrong.Json.GetProperty("refusal").GetProperty("allowed")[0].GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("subscriptions", TestCity.Resident)).Status);
        var listed = (await city.GetAsync("subscriptions", TestCity.Officer)).Json.GetProperty("subscriptions")[0];
        Assert.Equal(("alerts", "desk", "AlertRaised", 0),
            (listed.GetProperty("name").GetString(), listed.GetProperty("channel").GetString(),
                listed.GetProperty("kinds")[0].GetString(), listed.GetProperty("waiting").GetInt32()));
        Assert.Equal(HttpStatusCode.OK,
            (await city.PostAsync("subscriptions/alerts/remove", TestCity.Admin, """{"commandId": "r-1"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.PostAsync("subscriptions/alerts/remove", TestCity.Admin, """{"commandId": "r-2"}""")).Status);
        Assert.Empty((await city.GetAsync("subscriptions", TestCity.Officer)).Json.GetProperty("subscriptions").EnumerateArray());
    }

    [Fact]
    public async Task DeadLetters_ListedAndSentAgain_HaveNoAddress()
    {
        var works = false;
        var channel = new RecordingChannel { Answer = _ => works ? SendResult.Delivered : SendResult.Never("gone") };
        await using var city = await StartAsync(channel);
        await PutAsync(city, "subscriptions/all", TestCity.Admin, """{"commandId": "p-1", "channel": "desk"}""");
        var first = await channel.NextAsync();
        await NotifyCity.UntilAsync(async () =>
            (await city.GetAsync("dead-letters", TestCity.Officer)).Json.GetProperty("deadLetters").GetArrayLength() == 1);
        var letter = (await city.GetAsync("dead-letters?limit=10", TestCity.Officer)).Json.GetProperty("deadLetters")[0];
        Assert.Equal((first.Key, "gone"), (letter.GetProperty("key").GetString(), letter.GetProperty("failure").GetString()));
        var path = $"dead-letters/{letter.GetProperty("id").GetInt64()}/resend";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync(path, TestCity.Officer, "{}")).Status);
        works = true;
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync(path, TestCity.Admin, "{}")).Status);
        Assert.Equal(first.Key, (await channel.NextAsync()).Key);
        Assert.Equal(HttpStatusCode.NotFound, (await city.PostAsync(path, TestCity.Admin, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.PostAsync("dead-letters/x/resend", TestCity.Admin, "{}")).Status);
    }

    [Fact]
    public async Task Acknowledge_AnAlert_IsDoneOnceAndForThoseWhoAreNotified()
    {
        var channel = new RecordingChannel();
        await using var city = await StartAsync(channel);
        await PutAsync(city, "subscriptions/alerts", TestCity.Admin,
            """{"commandId": "p-1", "channel": "desk", "kinds": ["AlertRaised"]}""");
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        var path = $"alerts/{(await channel.NextAsync()).Notification.Subject}/acknowledge";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync(path, TestCity.Manager, """{"commandId": "a-1"}""")).Status);
        Assert.Equal(1, (await city.GetAsync("queries/escalations/open", TestCity.Officer)).Json.GetProperty("rows").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync(path, TestCity.Officer, """{"commandId": "a-1"}""")).Status);
        Assert.Equal(0, (await city.GetAsync("queries/escalations/open", TestCity.Officer)).Json.GetProperty("rows").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.PostAsync("leads/nothing/acknowledge", TestCity.Officer, """{"commandId": "a-2"}""")).Status);
    }

    [Fact]
    public async Task Subscriptions_MoreThanAPage_AreAllFound()
    {
        await using var city = await StartAsync(new RecordingChannel());
        foreach (var name in (string[])["b", "a", "c"])
            await PutAsync(city, $"subscriptions/{name}", TestCity.Admin, $$"""{"commandId": "s-{{name}}", "channel": "desk"}""");
        var (names, after) = (new List<string?>(), "");
        do
        {
            var page = (await city.GetAsync($"subscriptions?limit=2{after}", TestCity.Officer)).Json;
            names.AddRange(page.GetProperty("subscriptions").EnumerateArray().Select(row => row.GetProperty("name").GetString()));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public async Task Subscriptions_OfAHubThatDeliversNothing_AreNotFound()
    {
        await using var city = await HttpCity.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("subscriptions", TestCity.Officer)).Status);
    }

    private static Task<HttpCity> StartAsync(RecordingChannel channel) => HttpCity.StartAsync(
        configure: city => city.AddNotifications(n => n.UseInMemory().AddChannel("desk", _ => channel).UseEscalations("""
            {"schema": 1, "plans": [{"name": "fire", "of": "alerts", "rules": ["smoke"], "levels": [{"audience": "DutyOfficer", "wait": "PT2M"}]}]}
            """u8.ToArray())));

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Json)> PutAsync(
        HttpCity city, string path, Cases.Actor actor, string body) =>
        city.SendAsync(HttpMethod.Put, path, actor, HttpCity.Text(body));
}
