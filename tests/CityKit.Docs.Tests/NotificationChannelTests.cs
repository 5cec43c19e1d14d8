using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MyCity.Channels;
using NodaTime;

namespace CityKit.Docs.Tests;

/// <summary>The channels of docs/notifications.md against a fake of each service on the loopback.</summary>
public sealed class NotificationChannelTests : IAsyncLifetime
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 0, 0);
    private readonly WebApplication app;
    private readonly HttpClient client = new();
    private readonly ConcurrentQueue<(string Query, string Authorization, string Body)> requests = [];
    private (int Status, string Body) answer = (200, "{\"errcode\": 0, \"errmsg\": \"ok\"}");

    public NotificationChannelTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/send", (RequestDelegate)TakeAsync);
    }

    [Theory]
    [InlineData(200, 0, SendStatus.Delivered)]
    [InlineData(200, 45009, SendStatus.Again)]
    [InlineData(502, 0, SendStatus.Again)]
    public async Task WeCom_AMessage_IsATextOfTheRobot(int status, int code, SendStatus expected)
    {
        answer = (status, $$"""{"errcode": {{code}}}""");
        Assert.Equal(expected, (await new WeComChannel(client, Url("?key=k")).SendAsync(Message(), default)).Status);
        var (query, _, body) = Assert.Single(requests);
        Assert.Equal(("?key=k", """{"msgtype":"text","text":{"content":"Smoke\nGrid 7"}}"""), (query, body));
    }

    [Fact]
    public async Task DingTalk_AMessage_IsSignedWithTimeAndSecret()
    {
        Assert.Equal(SendResult.Delivered,
            await new DingTalkChannel(client, Url("?access_token=t"), "SECx", FakeTime.At(Now)).SendAsync(Message(), default));
        var at = Now.ToUnixTimeMilliseconds();
        var sign = Convert.ToBase64String(HMACSHA256.HashData("SECx"u8, Encoding.UTF8.GetBytes($"{at}\nSECx")));
        Assert.Equal($"?access_token=t&timestamp={at}&sign={Uri.EscapeDataString(sign)}", Assert.Single(requests).Query);
    }

    [Theory]
    [InlineData(200, SendStatus.Delivered)]
    [InlineData(400, SendStatus.Never)]
    [InlineData(429, SendStatus.Again)]
    public async Task Sms_AMessage_GoesToTheNumberUnderItsKey(int status, SendStatus expected)
    {
        answer = (status, "{}");
        Assert.Equal(expected, (await new SmsChannel(client, Url(""), "token").SendAsync(Message(), default)).Status);
        Assert.Equal(("", "Bearer token", """{"id":"alert-7-h","to":"13900000000","text":"Smoke"}"""), Assert.Single(requests));
    }

    public Task InitializeAsync() => app.StartAsync();

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private Uri Url(string query) => new(app.Urls.First() + "/send" + query);

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        requests.Enqueue((context.Request.QueryString.Value ?? "", context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync()));
        (context.Response.StatusCode, context.Response.ContentType) = (answer.Status, "application/json");
        await context.Response.WriteAsync(answer.Body);
    }

    private static OutgoingMessage Message() => new()
    {
        Key = "alert-7-h",
        Recipient = "13900000000",
        Title = "Smoke",
        Body = "Grid 7",
        Notification = new Notification(7, Now, NotificationKind.AlertRaised, "alert", new LocalizedText("烟雾", "Smoke"), ""),
        History = new HistoryId(1),
        Matter = new NotificationMatter(null, null, null, null),
    };
}
