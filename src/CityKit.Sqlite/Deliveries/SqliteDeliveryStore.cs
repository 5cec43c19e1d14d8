using CityKit.Core;
using CityKit.Delivering;
using CityKit.Shared.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Sqlite;

/// <summary>
/// Keeps deliveries in one SQLite file beside the hub's: a call that returned is on disk. A file that is damaged is moved aside and logged;
/// what was sent within the last day is then sent again, with the same keys.
/// </summary>
/// <param name="path">The file; created when it is not there. No other process may have it open.</param>
/// <param name="logger">Where it says that a damaged file was moved aside.</param>
public sealed partial class SqliteDeliveryStore(string path, ILogger<SqliteDeliveryStore>? logger = null) : IDeliveryStore
{
    private const string PutDelivery = "INSERT OR REPLACE INTO deliveries(id, subscription, dead, doc) VALUES(?, ?, ?, ?)";
    private readonly ILogger logger = logger ?? NullLogger<SqliteDeliveryStore>.Instance;
    private readonly Lock gate = new();
    private SqliteFile? file;
    private SqliteStatement? putPosition;
    private SqliteStatement? put;
    private SqliteStatement? remove;

    /// <inheritdoc/>
    public ValueTask<DeliveryOpening> OpenAsync(CancellationToken cancellationToken) => Do(() =>
    {
        file = SqliteFile.Open(path, DeliverySchema.Schema, new SqliteFileOptions { Exclusive = true });
        if (file.MovedAside is { } aside) MovedAside(path, aside);
        putPosition = file.Prepare("INSERT OR REPLACE INTO positions(subscription, history, number, parts) VALUES(?, ?, ?, ?)");
        put = file.Prepare(PutDelivery);
        remove = file.Prepare("DELETE FROM deliveries WHERE id = ?");
        return new DeliveryOpening(ReadPositions(file), Read(file, "SELECT doc FROM deliveries WHERE dead = 0 ORDER BY id"),
            file.Scalar("SELECT max(id) FROM deliveries"));
    });

    /// <inheritdoc/>
    public ValueTask KeepAsync(
        string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return Change(opened =>
        {
            using var work = opened.Begin();
            putPosition!.Bind(1, subscription).Bind(2, position.History.ToArray()).Bind(3, position.Number)
                .Bind(4, position.Parts.IsEmpty ? null : position.ToString()).Run();
            foreach (var delivery in deliveries) Put(delivery);
            work.Commit();
        });
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Change(_ => Put(delivery));
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(long id, CancellationToken cancellationToken) => Change(_ => remove!.Bind(1, id).Run());

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken) => Change(opened =>
    {
        using var work = opened.Begin();
        foreach (var table in (string[])["positions", "deliveries"])
        {
            using var forget = new SqliteStatement(opened.Handle, $"DELETE FROM {table} WHERE subscription = ?");
            forget.Bind(1, subscription).Run();
        }
        work.Commit();
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken) =>
        Do(() => Read(Opened, $"SELECT doc FROM deliveries WHERE dead = 1 AND id > {after} ORDER BY id LIMIT {limit}"));

    /// <inheritdoc/>
    public ValueTask<long> CountDeadAsync(CancellationToken cancellationToken) =>
        Do(() => Opened.Scalar("SELECT count(*) FROM deliveries WHERE dead = 1"));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
        return ValueTask.CompletedTask;
    }

    private SqliteFile Opened => file ?? throw new InvalidOperationException("The store of deliveries is not open.");

    private void Put(Delivery delivery) => put!.Bind(1, delivery.Id).Bind(2, delivery.Subscription)
        .Bind(3, delivery.IsDead ? 1 : 0).Bind(4, (ReadOnlySpan<byte>)DeliveryJson.ToUtf8(delivery)).Run();

    private static Dictionary<string, FeedPosition> ReadPositions(SqliteFile file)
    {
        var positions = new Dictionary<string, FeedPosition>();
        using var read = new SqliteStatement(file.Handle, "SELECT subscription, history, number, parts FROM positions");
        while (read.Step())
            positions[read.Text(0)] = read.IsNull(3)
                ? new FeedPosition(HistoryId.FromBytes(read.Blob(1)), read.Int64(2)) : FeedPosition.Parse(read.Text(3));
        return positions;
    }

    private static IReadOnlyList<Delivery> Read(SqliteFile file, string sql)
    {
        var all = new List<Delivery>();
        using var read = new SqliteStatement(file.Handle, sql);
        while (read.Step()) all.Add(DeliveryJson.Read(read.Blob(0)));
        return all;
    }

    private ValueTask Change(Action<SqliteFile> change)
    {
        _ = Do(() =>
        {
            change(Opened);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Do<T>(Func<T> work)
    {
        lock (gate)
        {
            try
            {
                return ValueTask.FromResult(work());
            }
            catch (Exception failed) when (failed is SqliteException or FormatException or RefusedException)
            {
                throw new IOException($"The store of deliveries {path} cannot be used: {failed.Message} 无法使用投递存储 {path}。", failed);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store of deliveries {Path} was damaged and is now {Aside}; what was sent within "
        + "the last day is sent again. 投递存储文件已损坏并移开，最近一日的通知将重新发送。")]
    private partial void MovedAside(string path, string aside);
}
