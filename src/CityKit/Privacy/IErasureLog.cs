namespace CityKit.Privacy;

/// <summary>
/// Who was erased (删除日志), apart from the store's backups: what an older copy brings back is erased again at the next start.
/// </summary>
public interface IErasureLog
{
    /// <summary>Appends, and returns when it is on disk. What is in it already is not written again.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    ValueTask AppendAsync(IReadOnlyCollection<ErasedSubject> erased, CancellationToken cancellationToken);

    /// <summary>Everything in it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<ErasedSubject>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The log of a part of the city (分区): one part may have to keep, by law, for longer what another has erased already.
    /// </summary>
    /// <param name="partition">The part's name, such as <c>007</c>.</param>
    IErasureLog Of(string partition);
}
