using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>Devices by id with their health: all of them, or one.</summary>
internal sealed class DeviceQuery() : ModuleQuery("devices/list", DutyRoom.WatchingAll, [Id])
{
    private static QueryParameter Id { get; } = QueryParameter.Text("id", "one device; all when it is not given", "设备编号，默认为全部");

    private static Refusal NoSuch { get; } = Refusal.Of("not-found", "There is no such device.", "没有该设备。");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var id = arguments.Text(Id.Name);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (id is null)
        {
            var asked = DeviceDocuments.Kind.Query().After(after).Take(limit);
            var page = await store.QueryAsync(asked, cancellationToken).ConfigureAwait(false);
            return new QueryAnswer(null, await WriteAsync(store, page.Rows, cancellationToken).ConfigureAwait(false), page.Next);
        }
        return await store.FindAsync(DeviceDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is { } device
            ? new QueryAnswer(null, await WriteAsync(store, [device], cancellationToken).ConfigureAwait(false), null)
            : new QueryAnswer(NoSuch, [], null);
    }

    private static async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> WriteAsync(
        ICityStore store, IReadOnlyList<DeviceRecord> devices, CancellationToken cancellationToken)
    {
        var silent = new HashSet<string>();
        foreach (var some in devices.Chunk(DocumentCondition.MaxValues))
            silent.UnionWith(await SilentAsync(store, some, cancellationToken).ConfigureAwait(false));
        return [.. devices.Select(device => (ReadOnlyMemory<byte>)ModuleJson.ToUtf8(
            device, (writer, known) => DeviceJson.Write(writer, known, silent.Contains(known.Id.Value))))];
    }

    /// <summary>Those over whose silence an alert holds.</summary>
    private static async ValueTask<IEnumerable<string>> SilentAsync(
        ICityStore store, DeviceRecord[] devices, CancellationToken cancellationToken)
    {
        string[] causes = [.. devices.Select(device => AlertDocuments.CauseOf(Alert.DeviceOffline, device.Id.Value))];
        var alerts = await store.QueryAsync(AlertDocuments.Kind.Query().Where(AlertDocuments.Cause, causes).Take(DocumentQuery.MaxRows),
            cancellationToken).ConfigureAwait(false);
        return alerts.Rows.Select(alert => alert.Source);
    }
}
