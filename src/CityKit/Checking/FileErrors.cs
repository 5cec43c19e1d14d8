using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Checking;

/// <summary>What is said of a configuration file that a hub cannot start with.</summary>
internal static class FileErrors
{
    private const int MostShown = 10;

    /// <summary>How many errors there are, and the first of them.</summary>
    internal static LocalizedText Of(LocalizedText file, IReadOnlyList<ConfigError> errors) => new(
        $"{file.Zh}有 {errors.Count} 处错误，首先是：{errors[0].Message.Zh}",
        $"The {file.En} has {errors.Count} error(s): {string.Join(" ", errors.Take(MostShown))}");
}
