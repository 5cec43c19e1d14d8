using System.Threading.RateLimiting;
using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Defence;

/// <summary>The places that a request has in its budgets until it is answered.</summary>
internal sealed class Entrance : IDisposable
{
    private readonly List<RateLimitLease> leases = [];

    /// <summary>Takes a place in each budget, in their order; waits where a budget lets it.</summary>
    /// <returns>Why there is none; null when the request may go on.</returns>
    internal async ValueTask<Refusal?> EnterAsync(HttpContext context, IEnumerable<(Budget Budget, string Whose)> budgets)
    {
        foreach (var (budget, whose) in budgets)
        {
            var lease = await budget.EnterAsync(whose, context.RequestAborted).ConfigureAwait(false);
            leases.Add(lease);
            if (lease.IsAcquired) continue;
            var wait = Waits.Of(lease);
            Waits.Say(context.Response, wait);
            return budget.Refuse(wait);
        }
        return null;
    }

    /// <summary>Gives the place in the last budget back before the end.</summary>
    internal void GiveBackLast() => leases[^1].Dispose();

    /// <summary>Gives the places back; a second time does nothing.</summary>
    public void Dispose()
    {
        foreach (var lease in leases) lease.Dispose();
    }
}
