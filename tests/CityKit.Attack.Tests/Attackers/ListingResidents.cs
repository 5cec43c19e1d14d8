using CityKit.Attack.Tests.Support;
using CityKit.Hub.Tests.Support;

namespace CityKit.Attack.Tests.Attackers;

/// <summary>24 residents who list all work items as often as their budget lets them.</summary>
internal static class ListingResidents
{
    internal const int Count = 24;
    private const double PerSecond = 10; // 600 a minute

    internal static async Task<string> RunAsync(Uri root, CancellationToken end)
    {
        using var http = HttpFrom.Address("127.0.0.3", root);
        var (listed, waits) = (0L, 0L);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(n => Pace.RunAsync(PerSecond, async _ =>
        {
            if (await ListAsync(http, AttackedHub.SecretOf(AttackedHub.Resident(n)))) Interlocked.Increment(ref listed);
            else Interlocked.Increment(ref waits);
        }, end)));
        return $"residents: {listed} lists, {waits} refused";
    }

    private static async Task<bool> ListAsync(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "citykit/v1/items?state=all");
        request.Headers.Add("CityKit-Key", secret);
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }
}
