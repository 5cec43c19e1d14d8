using System.Globalization;
using System.Text;
using CityKit.Samples.District.Plan;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace CityKit.Samples.District.Load;

/// <summary>The gas company: registers of all streets in one batch, sent again until it is taken.</summary>
internal sealed class LoadFeed(DistrictPlan plan, Doors doors, Ledger ledger, TimeProvider time, Random random)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);
    private readonly IReadOnlyList<HttpClient> nodes = doors.HttpOf(DistrictPeople.Utility);
    private readonly string run = random.Next().ToString("x8", CultureInfo.InvariantCulture);
    private int batches;

    /// <summary>Sends a batch at every pause.</summary>
    internal async Task RunAsync(TimeSpan pause, CancellationToken stop, CancellationToken end)
    {
        while (!stop.IsCancellationRequested)
        {
            var (batch, csv) = ($"gas-{run}-{++batches}", Csv(time.GetUtcNow().ToInstant()));
            while (!end.IsCancellationRequested && !await TryAsync(batch, csv, end)) await DelayAsync(BetweenTries, end);
            await DelayAsync(pause, stop);
        }
    }

    private async Task<bool> TryAsync(string batch, string csv, CancellationToken end)
    {
        try
        {
            using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
            using var answer = await nodes[random.Next(nodes.Count)].PostAsync(
                $"feeds/{DistrictPlan.Feed}?batch={batch}", content, end);
            if (answer.IsSuccessStatusCode) ledger.Feeds.TryAdd(batch, 0);
            else if ((int)answer.StatusCode < 500) ledger.Fault($"feed batch {batch}: {await answer.Content.ReadAsStringAsync(end)}");
            else ledger.Retry();
            return (int)answer.StatusCode < 500;
        }
        catch (Exception gone) when (Doors.IsGone(gone, end) || gone is OperationCanceledException)
        {
            ledger.Retry();
            return false;
        }
    }

    private string Csv(Instant now)
    {
        var (text, at) = (new StringBuilder("register,unit,reading,readAt,receivedAt,source\n"), InstantPattern.General.Format(now));
        foreach (var register in plan.Registers)
            text.Append(CultureInfo.InvariantCulture, $"{register},m3,{batches * 0.02:F3},{at},{at},meter\n");
        return text.ToString();
    }

    private Task DelayAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause, time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
}
