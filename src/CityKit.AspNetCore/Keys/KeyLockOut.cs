using System.Net;
using System.Threading.RateLimiting;
using CityKit.AspNetCore.Defence;
using CityKit.AspNetCore.Endpoints;
using Microsoft.Extensions.Options;

namespace CityKit.AspNetCore.Keys;

/// <summary>
/// Counts wrong secrets by address and key: after too many, that address is refused for that key until the window is over. Keys that do
/// not exist count together. Who shows the right secret from elsewhere, or another key from the same address, is let in.
/// </summary>
internal sealed class KeyLockOut(IOptions<CityKitDoorOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Address, string Key)> wrong =
        PartitionedRateLimiter.Create<(string Address, string Key), (string, string)>(who => RateLimitPartition.GetFixedWindowLimiter(
            who, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.WrongKeys, Window = options.Value.WrongKeyWindow }));

    /// <summary>For how long an address is refused for a key; null when it is not.</summary>
    internal TimeSpan? WaitOf(IPAddress? address, string key) => Acquire(address, key, 0);

    /// <summary>Counts a wrong secret.</summary>
    internal void Count(IPAddress? address, string key) => Acquire(address, key, 1);

    public void Dispose() => wrong.Dispose();

    private TimeSpan? Acquire(IPAddress? address, string key, int permits)
    {
        using var lease = wrong.AttemptAcquire((NetworkOf.Client(address), key), permits);
        return lease.IsAcquired ? null : Waits.Of(lease);
    }
}
