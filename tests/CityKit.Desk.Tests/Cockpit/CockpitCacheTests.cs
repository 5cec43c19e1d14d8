using CityKit.Desk.Cockpit;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>Answers are kept for some seconds.</summary>
public sealed class CockpitCacheTests
{
    private readonly FakeTimeProvider time = FakeTime.At(Instant.FromUtc(2026, 9, 3, 0, 0));
    private int reads;

    [Fact]
    public async Task Read_WithinTenSeconds_AsksOnce()
    {
        var cache = new CockpitCache(time);
        Assert.Equal(["1", "1", "2"], [await ReadAsync(cache, "a"), await ReadAsync(cache, "a"), await ReadAsync(cache, "b")]);
        time.Advance(CockpitCache.Short);
        Assert.Equal("3", await ReadAsync(cache, "a"));
    }

    [Fact]
    public async Task Read_ByManyAtOnce_AsksOnce()
    {
        var (cache, answer) = (new CockpitCache(time), new TaskCompletionSource<string>());
        var waiting = Enumerable.Range(0, 20).Select(_ => cache.ReadAsync("a", CockpitCache.Short, () =>
        {
            Interlocked.Increment(ref reads);
            return answer.Task;
        })).ToArray();
        answer.SetResult("x");
        Assert.All(await Task.WhenAll(waiting), got => Assert.Equal("x", got));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Read_ThatFailed_IsAskedAgain()
    {
        var cache = new CockpitCache(time);
        await Assert.ThrowsAsync<IOException>(() => cache.ReadAsync<string>("a", CockpitCache.Short, () => throw new IOException()));
        Assert.Equal("1", await ReadAsync(cache, "a"));
    }

    private Task<string> ReadAsync(CockpitCache cache, string key) =>
        cache.ReadAsync(key, CockpitCache.Short, () => Task.FromResult($"{++reads}"));
}
