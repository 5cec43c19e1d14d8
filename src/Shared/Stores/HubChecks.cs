using CityKit.Core.Time;
using CityKit.Notifications;
using CityKit.Shared.Checks;
using CityKit.Storage;

namespace CityKit.Shared.Stores;

/// <summary>
/// The check value of each table's rows, the same in every database. The journal has none: its chain says more.
/// </summary>
internal static class HubChecks
{
    private static RowCheck Hub { get; } = RowCheck.Of(32);

    private static RowCheck Document { get; } = RowCheck.Of(33);

    private static RowCheck Cell { get; } = RowCheck.Of(34);

    private static RowCheck Note { get; } = RowCheck.Of(35);

    private static RowCheck Protected { get; } = RowCheck.Of(36);

    private static RowCheck Subject { get; } = RowCheck.Of(37);

    private static RowCheck Record { get; } = RowCheck.Of(38);

    internal static long Of(StorePosition position) => Hub.With(position.Epoch).With(position.Number).With(position.Hash.ToArray())
        .With(position.Notification).With(position.Checkpoint).With(position.History.ToArray()).Value;

    internal static long OfDocument(string id, long version, ReadOnlySpan<byte> bytes) => Document.With(id).With(version).With(bytes).Value;

    internal static long Of(StateCell cell) => Cell.With(cell.Key.Module).With(cell.Key.Key).With(cell.Number).With(cell.Bytes.Span).Value;

    internal static long Of(Notification message) =>
        Note.With(message.Number).With(message.At.ToUnixNanoseconds()).With((long)message.Kind).With(message.Subject)
            .With(message.Text.Zh).With(message.Text.En).With(message.Audience).Value;

    internal static long Of(SubjectKey subject) =>
        Subject.With(subject.Id.ToArray()).With(subject.Lookup.ToArray()).With(subject.Wrapped.Span).Value;

    internal static long Of(ProtectedRecord record) =>
        Record.With(record.Id).With(record.Subject.ToArray()).With(record.Sealed.Span).With((long)record.Suite).Value;

    /// <summary>Rows of suite 0 have the check value that they had before there were suites.</summary>
    internal static long Of(ProtectedText text)
    {
        var check = Protected.With(text.Id).With(text.Salt.Span).With(text.Text);
        return (text.Suite == 0 ? check : check.With((long)text.Suite)).Value;
    }
}
