using CityKit.Attack.Tests.Support;
using CityKit.Core.Signing;
using CityKit.Hub.Tests.Support;

namespace CityKit.Attack.Tests.Attackers;

/// <summary>1,000 requests a second that are no batches, or are forged, or are of devices that do not exist.</summary>
internal static class GarbageSender
{
    private const double PerSecond = 1_000;

    internal static async Task<string> RunAsync(Uri root, CancellationToken end)
    {
        using var http = HttpFrom.Address("127.0.0.4", root);
        var bodies = Bodies();
        var answers = new long[600];
        // Several at a time: one alone would be as slow as the hub.
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Pace.RunAsync(PerSecond / 8, async n =>
        {
            using var body = new ByteArrayContent(bodies[(n * 8 + lane) % bodies.Length]);
            Interlocked.Increment(ref answers[await StatusAsync(http, body)]);
        }, end)));
        return $"garbage: {sent.Sum()} requests, {answers[429]} over the budget";
    }

    private static async Task<int> StatusAsync(HttpClient http, ByteArrayContent body)
    {
        try
        {
            using var answer = await http.PostAsync("citykit/v1/batches", body);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static byte[][] Bodies()
    {
        var random = new Random(1);
        var (stranger, forger) = (TestCity.NewDevice("nobody"), TestCity.NewDevice(HonestFleet.NameOf(0)));
        byte[][] whole = [stranger.Next(stranger.Detection(TestCity.Start)), forger.Next(forger.Detection(TestCity.Start))];
        return [.. whole, .. Enumerable.Range(0, 98).Select(_ => Mutation.Of(whole[0], random))];
    }
}
