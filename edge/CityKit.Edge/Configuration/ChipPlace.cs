using CityKit.Core.Text;

namespace CityKit.Edge.Configuration;

/// <summary>Where a line or an output is on the machine: a chip, and a number or a name there. A simulated one need not say it.</summary>
internal static class ChipPlace
{
    /// <summary>Notes what does not go together.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="offset">The number on the chip, when it gives one.</param>
    /// <param name="name">The name on the chip, when it gives one.</param>
    /// <param name="chip">Its chip or the file's; null for none.</param>
    /// <returns>Whether it is on a chip.</returns>
    internal static bool Check(ConfigReader reader, int? offset, string? name, string? chip)
    {
        var placed = offset is not null || name is not null;
        if (offset is not null && name is not null) reader.Reject("chipLine", new("offset 或 chipLine 之一", "either 'offset' or 'chipLine'"));
        if (placed && chip is null)
            reader.Reject("chip", new(
                "芯片的标签或路径（写在此处或文件顶层），如 pinctrl-rp1",
                "the label or path of a chip, here or for the whole file, such as pinctrl-rp1"));
        if (!placed && reader.Has("chip"))
            reader.Reject("offset", new("offset 或 chipLine，因已指定芯片", "'offset' or 'chipLine', as there is a chip"));
        return placed;
    }
}
