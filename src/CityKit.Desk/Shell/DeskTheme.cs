using CityKit.Desk.Extending;
using MudBlazor;

namespace CityKit.Desk.Shell;

/// <summary>The colours, the corners and the fonts; fonts are the machine's own, so that Chinese is shown without a download.</summary>
internal static class DeskTheme
{
    private static readonly string[] Fonts =
        ["system-ui", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

    internal static MudTheme Of(DeskOptions options) => new()
    {
        PaletteLight = new PaletteLight { Primary = options.Primary, AppbarBackground = options.Primary },
        PaletteDark = new PaletteDark { Primary = options.PrimaryOnDark, PrimaryContrastText = "#10151c" },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9rem" } },
    };
}
