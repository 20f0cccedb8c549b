using System.Text.Json;
using System.Text.Json.Serialization;

namespace HedgeFlow.Serialization;

/// <summary>
/// Writes NaN and infinities as null and -0 as 0, so that no surface can carry a non-finite number
/// whatever a formula returns. Reading null gives NaN.
/// </summary>
public sealed class FiniteDoubleConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!double.IsFinite(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            // Adding zero turns -0 into 0 and changes nothing else.
            writer.WriteNumberValue(value + 0.0);
        }
    }
}
