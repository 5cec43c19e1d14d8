using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Hub.Tests.Support;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Webhooks;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class WebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    [Fact] // the vector that the Standard Webhooks libraries are tested with
    public void Sign_TheReferenceMessage_GivesItsSignature()
    {
        const string Expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        var body = "{\"test\": 2432232314}"u8;
        Assert.Equal(Expected, WebhookSignature.Sign(Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body));
        Assert.True(WebhookSignature.Verify(Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", $"v1,AAAA {Expected}", body,
            Instant.FromUnixTimeSeconds(1614265330 + 300)));
    }

    [Theory]
    [InlineData("msg_other", "1614265330", 0)]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265331", 0)]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", 301)]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "-1", 0)]
    public void Verify_AnotherIdOrTimeOrAnOldOne_IsFalse(string id, string timestamp, long later) => Assert.False(WebhookSignature.Verify(
        Secret, id, timestamp, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "{\"test\": 2432232314}"u8,
        Instant.FromUnixTimeSeconds(1614265330 + later)));

    [Fact]
    public async Task Send_AMessage_IsSignedByEachSecretAndNamesNoAddress()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var channel = NewChannel(receiver.Url, Secret, OtherSecret);
        Assert.Equal(SendResult.Delivered, await channel.SendAsync(Message(), default));
        var request = Assert.Single(receiver.Requests);
        foreach (var secret in (string[])[Secret, OtherSecret])
            Assert.True(WebhookSignature.Verify(secret, request.Id, request.Timestamp, request.Signatures, request.Body, TestCity.Start));
        Assert.Equal("alert-7-h", request.Id);
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal(("citykit.alertRaised", 7, "烟雾", "Critical"),
            (json.RootElement.GetProperty("type").GetString(),
                json.RootElement.GetProperty("data").GetProperty("number").GetInt32(),
                json.RootElement.GetProperty("data").GetProperty("text").GetProperty("zh").GetString(),
                json.RootElement.GetProperty("data").GetProperty("severity").GetString()));
        Assert.DoesNotContain("13900000000", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204, SendStatus.Delivered)]
    [InlineData(302, SendStatus.Never)]
    [InlineData(410, SendStatus.Never)]
    [InlineData(404, SendStatus.Again)]
    [InlineData(503, SendStatus.Again)]
    public async Task Send_ToOneThatAnswers_GivesWhatTheStatusSaysAndFollowsNoRedirect(int status, SendStatus expected)
    {
        await using var receiver = await WebhookReceiver.StartAsync(_ => status);
        using var channel = NewChannel(receiver.Url, Secret);
        Assert.Equal(expected, (await channel.SendAsync(Message(), default)).Status);
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Send_ABodyThatIsTooLarge_IsNeverSent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var channel = new WebhookChannel(
            new WebhookOptions { Url = receiver.Url, Secrets = [Secret], MaxBytes = 100 }, FakeTime.At(TestCity.Start));
        Assert.Equal(SendStatus.Never, (await channel.SendAsync(Message(), default)).Status);
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("http://10.0.0.1/hook")]
    [InlineData("http://desk.example/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@desk.example/hook")]
    public void Channel_ToAnAddressThatWillNotDo_IsRefused(string url) =>
        Assert.Throws<ArgumentException>(() => NewChannel(new Uri(url), Secret));

    [Theory]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64")]
    public void Channel_WithAWeakSecret_IsRefused(string secret) =>
        Assert.Throws<ArgumentException>(() => NewChannel(new Uri("https://desk.example/hook"), secret));

    private static WebhookChannel NewChannel(Uri url, params string[] secrets) =>
        new(new WebhookOptions { Url = url, Secrets = [.. secrets] }, FakeTime.At(TestCity.Start));

    private static OutgoingMessage Message() => new()
    {
        Key = "alert-7-h",
        Recipient = "13900000000",
        Title = "t",
        Body = "b",
        Notification = new Notification(7, TestCity.Start, NotificationKind.AlertRaised, "alert", new LocalizedText("烟雾", "Smoke"), ""),
        History = new HistoryId(1),
        Matter = new NotificationMatter(Severity.Critical, null, TestCity.Grid1, "c"),
    };
}
