using System.Text.Json;
using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>Writes a <see cref="FactorTable"/> row by row; numbers that are not finite are null.</summary>
public sealed class FactorTableConverter : JsonConverter<FactorTable>
{
    public override FactorTable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("the engine writes this surface and never reads it");

    public override void Write(Utf8JsonWriter writer, FactorTable value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        for (int row = 0; row < value.Count; row++)
        {
            writer.WriteStartObject(value.Key(row));
            if (value.HasDirections)
            {
                writer.WriteStartObject("factors"u8);
                WriteValues(writer, value, row);
                writer.WriteEndObject();
                writer.WriteString("direction"u8, value.Direction(row));
                if (value.HasRegimes)
                {
                    writer.WriteString("regime"u8, value.Regime(row));
                }
            }
            else
            {
                WriteValues(writer, value, row);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, FactorTable table, int row)
    {
        for (int factor = 0; factor < table.Factors.Count; factor++)
        {
            double number = table.Value(row, factor);
            writer.WritePropertyName(table.Factors[factor]);
            if (double.IsFinite(number))
            {
                // Adding zero turns -0 into 0 and changes nothing else.
                writer.WriteNumberValue(number + 0.0);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
