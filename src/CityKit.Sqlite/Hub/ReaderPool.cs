using System.Collections.Concurrent;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Connections that read: several callers at once, and none waits for the writer.</summary>
/// <param name="open">Opens one more.</param>
internal sealed class ReaderPool(Func<SqliteFile> open) : IDisposable
{
    private const int Most = 8;
    private readonly ConcurrentBag<HubReader> idle = [];
    private readonly SemaphoreSlim places = new(Most);
    private volatile bool isDisposed;

    internal T Read<T>(Func<HubReader, T> read)
    {
        places.Wait();
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return Read(idle.TryTake(out var reader) ? reader : new HubReader(open()), read);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>A connection that failed is not used again.</summary>
    private T Read<T>(HubReader reader, Func<HubReader, T> read)
    {
        var isSound = false;
        try
        {
            var answer = read(reader);
            isSound = true;
            return answer;
        }
        finally
        {
            if (isSound) idle.Add(reader);
            else reader.Dispose();
        }
    }

    /// <summary>Waits for who reads now.</summary>
    public void Dispose()
    {
        isDisposed = true;
        for (var place = 0; place < Most; place++) places.Wait();
        while (idle.TryTake(out var reader)) reader.Dispose();
        places.Release(Most);
    }
}
