using System.Diagnostics;

namespace CityKit.Benchmarks;

/// <summary>Those who use a desk, in a process of their own: what they cost is not the server's.</summary>
internal static class DeskVisitors
{
    private const int AtOnce = 20;

    internal static Process Start(string what, string address, string page, int count) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["desk-visitors", what, address, page, $"{count}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;

    internal static async Task RunAsync(string what, string address, string page, int count)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        if (what == "get") await GetAsync(client, page, count);
        else await StayAsync(client, page, count);
    }

    private static async Task GetAsync(HttpClient client, string page, int count)
    {
        for (var n = 0; n < count; n++) await client.GetByteArrayAsync(page);
    }

    /// <summary>Keeps so many desks open until the input ends; says when all are, and then how often they were drawn.</summary>
    private static async Task StayAsync(HttpClient client, string page, int count)
    {
        var desks = new List<DeskCircuit>();
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
            desks.AddRange(await Task.WhenAll(some.Select(_ => DeskCircuit.OpenAsync(client, page))));
        Console.WriteLine("open");
        var opened = desks.Sum(desk => desk.Drawn);
        await Console.In.ReadToEndAsync();
        var drawn = desks.Select(desk => desk.Drawn).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"drawn {drawn.Sum() - opened} times since, {desks.Sum(desk => desk.Bytes) / 1024} KB in all"));
        foreach (var desk in desks) await desk.DisposeAsync();
    }
}
