using System.Runtime.CompilerServices;
using CityKit.Desk.Extending;
using MudBlazor;

namespace CityKit.Desk.Shell;

/// <summary>The colours, the corners and the fonts; fonts are the machine's own, so that Chinese is shown without a download.</summary>
internal static class DeskTheme
{
    private const string OnLightColours = "#10151c";

    private static readonly string[] Fonts =
        ["system-ui", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

    private static readonly ConditionalWeakTable<DeskOptions, MudTheme> Made = [];

    /// <summary>The theme of an application, made once: its hundred colours are read from texts.</summary>
    internal static MudTheme Of(DeskOptions options) => Made.GetValue(options, New);

    private static MudTheme New(DeskOptions options) => new()
    {
        PaletteLight = Light(options.Primary),
        PaletteDark = Dark(options.PrimaryOnDark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9rem" } },
    };

    /// <summary>
    /// All of these can be read as text on the surface, and under their contrast text: 4.5 to 1 and more, which MudBlazor's own cannot.
    /// </summary>
    private static PaletteLight Light(string primary) => new()
    {
        Primary = primary, AppbarBackground = primary, TextSecondary = "#4d5562", Success = "#1a6b39", Warning = "#8a5100", Error =
            "#b3261e", Info = "#1f5fa8",
        WarningContrastText = "#ffffff",
    };

    private static PaletteDark Dark(string primary) => new()
    {
        Primary = primary, PrimaryContrastText = OnLightColours, TextPrimary = "#e8eaee", TextSecondary = "#c2c8d2",
        Success = "#6fd6a0", SuccessContrastText = OnLightColours, Warning = "#ffbf66", WarningContrastText = OnLightColours,
        Error = "#ffa199", ErrorContrastText = OnLightColours, Info = "#8ab8f0", InfoContrastText = OnLightColours,
    };
}
