namespace CityKit.Storage;

/// <summary>Another hub has claimed the store since: this one may write nothing more and has to end (存储已被接管).</summary>
/// <param name="path">The store, for people.</param>
/// <param name="held">The claim that this hub has.</param>
/// <param name="now">The claim in force.</param>
public sealed class StoreLostException(string path, long held, long now) : IOException(
    $"The hub store {path} was claimed by another hub (claim {now}; this one has {held}): "
    + "this hub writes nothing more. Stop it, or stop the other one and start this one again. "
    + $"存储 {path} 已被另一中枢接管（认领 {now}，本中枢为 {held}）；本中枢不再写入。");
