using System.Threading.RateLimiting;
using CityKit.Core;

namespace CityKit.AspNetCore.Defence;

/// <summary>So much of something for each who asks.</summary>
/// <param name="what">What it is a budget of, in both languages.</param>
/// <param name="limiter">Keeps it, by a text that says whose it is.</param>
internal sealed class Budget(LocalizedText what, PartitionedRateLimiter<string> limiter) : IDisposable
{
    /// <summary>So many a minute, and as many at once after a rest.</summary>
    internal static Budget PerMinute(string zh, string en, int count) => Of(
        $"{zh}每分钟 {count} 次", $"{count} {en} a minute",
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = count, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(1) / count,
        }));

    /// <summary>So many in a window.</summary>
    internal static Budget PerWindow(string zh, string en, int count, TimeSpan window) => Of(
        $"{zh} {count} 次", $"{count} {en}",
        key => RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = count, Window = window }));

    /// <summary>So many at the same time, while others wait.</summary>
    internal static Budget AtOnce(string zh, string en, int count, int waiting) => Of($"{zh}同时 {count} 个", $"{count} {en} at once",
        key => RateLimitPartition.GetConcurrencyLimiter(
            key, _ => new ConcurrencyLimiterOptions { PermitLimit = count, QueueLimit = waiting }));

    /// <summary>A place for one request, when the budget has one; it waits where the budget lets it.</summary>
    internal ValueTask<RateLimitLease> EnterAsync(string whose, CancellationToken cancel) => limiter.AcquireAsync(whose, 1, cancel);

    /// <summary>Uses one, when there is one.</summary>
    internal void Use(string whose) => limiter.AttemptAcquire(whose).Dispose();

    /// <summary>For how long nothing is left; null when something is.</summary>
    /// <remarks>A question for none would be answered by a part of one, which a bucket has at once again.</remarks>
    internal TimeSpan? WaitOf(string whose)
    {
        if (limiter.GetStatistics(whose) is not { CurrentAvailablePermits: < 1 }) return null;
        using var lease = limiter.AttemptAcquire(whose);
        return lease.IsAcquired ? null : Waits.Of(lease);
    }

    internal Refusal Refuse(TimeSpan wait) => Refusal.Of("over-budget",
        $"The budget is used up ({what.En}): try again in {Waits.SecondsOf(wait)} s.",
        $"已超过限额（{what.Zh}），请在 {Waits.SecondsOf(wait)} 秒后重试。");

    public void Dispose() => limiter.Dispose();

    private static Budget Of(string zh, string en, Func<string, RateLimitPartition<string>> partition) =>
        new(new LocalizedText(zh, en), PartitionedRateLimiter.Create(partition));
}
