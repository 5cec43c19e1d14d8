using System.Data;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// What is asked of the server, bounded by time. A connection that breaks while Npgsql 10 writes and reads on it may end in an exception
/// from its inside, or in two threads that wait for each other forever (npgsql #4804): to a store, both are a broken connection.
/// </summary>
internal static class ServerCall
{
    /// <summary>How long the disposal of a connection is waited for: one that waits for itself is left.</summary>
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(5);

    /// <summary>Asks, on a thread of the pool, so that one that is stuck is not the caller's.</summary>
    /// <param name="connection">What is asked; after a failure it is of no more use.</param>
    /// <param name="ask">Uses the connection, and disposes of what it takes.</param>
    /// <exception cref="NpgsqlException">The connection broke, or nothing came of it in twice the time of a statement.</exception>
    internal static async Task<T> RunAsync<T>(NpgsqlConnection connection, Func<Task<T>> ask)
    {
        var limit = 2 * TimeSpan.FromSeconds(connection.CommandTimeout);
        try
        {
            return await Task.Run(ask).WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new NpgsqlException($"The connection gave no answer within {limit} and is left.", late);
        }
        catch (Exception failed) when (IsInside(failed) && connection.State != ConnectionState.Open)
        {
            throw new NpgsqlException("The connection broke while it was in use.", failed);
        }
    }

    /// <summary>The same, and disposes of the connection.</summary>
    internal static async Task<T> OnceAsync<T>(NpgsqlConnection connection, Func<Task<T>> ask)
    {
        try
        {
            var answer = await RunAsync(connection, ask).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return answer;
        }
        catch
        {
            await LeaveAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Disposes of a connection that may be broken.</summary>
    internal static async ValueTask LeaveAsync(NpgsqlConnection connection) => await Task.WhenAny(
        Task.Run(() => connection.DisposeAsync().AsTask()), Task.Delay(Parting)).ConfigureAwait(false);

    private static bool IsInside(Exception failed) => failed is NullReferenceException or InvalidOperationException;
}
