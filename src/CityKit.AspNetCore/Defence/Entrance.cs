using System.Threading.RateLimiting;
using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Defence;

/// <summary>The places that a request has in its budgets until it is answered, or why it has none.</summary>
internal sealed class Entrance : IDisposable
{
    private readonly List<RateLimitLease> leases = [];

    private Entrance()
    {
    }

    /// <summary>Why the request may not go on; null when it may.</summary>
    internal Refusal? Refusal { get; private set; }

    internal static async ValueTask<Entrance> OfAsync(HttpContext context, IEnumerable<(Budget Budget, string Whose)> budgets)
    {
        var entrance = new Entrance();
        foreach (var (budget, whose) in budgets)
        {
            var lease = await budget.EnterAsync(whose, context.RequestAborted).ConfigureAwait(false);
            entrance.leases.Add(lease);
            if (!lease.IsAcquired) return entrance.Refuse(context, budget, Waits.Of(lease));
        }
        return entrance;
    }

    /// <summary>Gives the place in the last budget back before the end.</summary>
    internal void GiveBackLast() => leases[^1].Dispose();

    /// <summary>Gives the places back; a second time does nothing.</summary>
    public void Dispose()
    {
        foreach (var lease in leases) lease.Dispose();
    }

    private Entrance Refuse(HttpContext context, Budget budget, TimeSpan wait)
    {
        Waits.Say(context.Response, wait);
        Refusal = budget.Refuse(wait);
        return this;
    }
}
