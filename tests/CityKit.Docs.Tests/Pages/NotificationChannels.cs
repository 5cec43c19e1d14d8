using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using CityKit.Delivering;

namespace MyCity.Channels;

/// <summary>A group robot of WeCom (企业微信群机器人).</summary>
public sealed class WeComChannel(HttpClient client, Uri robot) : INotificationChannel
{
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = new { msgtype = "text", text = new { content = $"{message.Title}\n{message.Body}" } };
        using var response = await client.PostAsJsonAsync(robot, text, cancellationToken);
        return await RobotAnswer.ReadAsync(response, cancellationToken);
    }
}

/// <summary>A group robot of DingTalk (钉钉群机器人) with a signing secret (加签).</summary>
public sealed class DingTalkChannel(HttpClient client, Uri robot, string secret, TimeProvider time) : INotificationChannel
{
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}\n{secret}"));
        var signed = new Uri($"{robot}&timestamp={at}&sign={Uri.EscapeDataString(Convert.ToBase64String(signature))}");
        var text = new { msgtype = "text", text = new { content = $"{message.Title}\n{message.Body}" } };
        using var response = await client.PostAsJsonAsync(signed, text, cancellationToken);
        return await RobotAnswer.ReadAsync(response, cancellationToken);
    }
}

/// <summary>What both robots answer: 0 is done, everything else may work later.</summary>
public sealed record RobotAnswer(int ErrCode)
{
    public static async Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode) return SendResult.Again($"HTTP {(int)response.StatusCode}");
        var answer = await response.Content.ReadFromJsonAsync<RobotAnswer>(cancellationToken);
        return answer?.ErrCode == 0 ? SendResult.Delivered : SendResult.Again($"errcode {answer?.ErrCode}");
    }
}

/// <summary>An SMS gateway (短信网关): the key lets it drop a message that it has sent already.</summary>
public sealed class SmsChannel(HttpClient client, Uri gateway, string token) : INotificationChannel
{
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway)
        {
            Content = JsonContent.Create(new { id = message.Key, to = message.Recipient, text = message.Title }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? SendResult.Delivered
            : (int)response.StatusCode == 400 ? SendResult.Never("HTTP 400") // no such number: it never will
            : SendResult.Again($"HTTP {(int)response.StatusCode}");
    }
}
