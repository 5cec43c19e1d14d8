using System.Net;
using System.Text.Json;
using CityKit.Edge.Agent.Hosting;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>Whether a hub answers: an empty batch is sent, which every hub refuses as garbage without storing anything.</summary>
internal static class HubCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static async Task<DoctorFinding> LookAsync(Uri? hub, CancellationToken cancel)
    {
        if (hub is null)
            return DoctorFinding.Fail("hub", "the configuration names none", "add \"hub\": {\"url\": \"https://...\"}. 在配置中写明中枢地址");
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            var address = new Uri(hub.AbsoluteUri.TrimEnd('/') + "/citykit/v1/batches");
            using var answer = await http.PostAsync(address, new ByteArrayContent([]), cancel);
            return Judge(hub, answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception away) when (away is HttpRequestException || away is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return DoctorFinding.Fail("hub", $"{hub}: {away.Message}",
                "check address, network, firewall and certificate; nothing is lost meanwhile, it waits in the outbox. 检查网络");
        }
    }

    private static DoctorFinding Judge(Uri hub, HttpStatusCode code, byte[] body)
    {
        var isHub = code == HttpStatusCode.BadRequest && StatusOf(body) == "garbage";
        if (!isHub)
            return DoctorFinding.Fail("hub", $"{hub} answers {(int)code}, but not as a hub",
                "check the address: batches go to citykit/v1/batches below it. 地址有误");
        return HubTrust.IsPrivate(hub)
            ? DoctorFinding.Ok("hub", $"{hub} answers")
            : DoctorFinding.Warn("hub", $"{hub} answers, without TLS",
                "the agent refuses to run so: use https; --plain-http only within a tunnel of your own. 请使用 https");
    }

    private static string? StatusOf(byte[] body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("status", out var status)
                ? status.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
