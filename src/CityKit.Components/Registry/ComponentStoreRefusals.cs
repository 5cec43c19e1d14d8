using CityKit.Core;

namespace CityKit.Components.Registry;

/// <summary>Why a store did not take entries; the same words from every store.</summary>
public static class ComponentStoreRefusals
{
    /// <summary>An entry is not the next one of its component.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="kept">How many the store has.</param>
    public static Refusal OutOfTurn(ComponentEvent entry, int kept)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Refusal.Of("out-of-turn",
            $"Component {entry.After.Id} has {kept} entries, so the next is {kept + 1}, not {entry.Number}; read its history again.",
            $"部件 {entry.After.Id} 已有 {kept} 条记录，下一条应为第 {kept + 1} 条，而非第 {entry.Number} 条；请重新读取其历史。");
    }
}
